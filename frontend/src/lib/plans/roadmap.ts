/** Knows where each fact that shows a step of the roadmap is made true. */
const ways: Record<string, (base: string) => string> = {
  political_head: (base) => `${base}?edit`,
  needs_findings: (base) => `${base}/needs`,
  inventory: (base) => `${base}/needs`,
  actions: (base) => `${base}/actions?new`,
  agreed: (base) => `${base}/actions`,
  contacts: (base) => `${base}/actions`,
  ends: (base) => `${base}/actions`,
  criteria: (base) => `${base}/actions`,
  indicators: (base) => `${base}/actions`,
  steering_committee: (base) => `${base}/follow-up`,
  department_meeting: (base) => `${base}/follow-up`,
  progress: (base) => `${base}/meeting`,
};

/** The address at which a fact is recorded; undefined where somebody else records it, such as the office a membership. */
export function wayTo(fact: string, base: string): string | undefined {
  return ways[fact]?.(base);
}
