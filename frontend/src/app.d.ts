declare global {
  namespace App {
    interface PageState {
      token?: string;
    }
  }
}

export {};
