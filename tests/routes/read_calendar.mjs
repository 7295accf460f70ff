// Reads a calendar from standard input with ical.js, which Thunderbird reads calendars with, and writes its meetings as JSON.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(new URL('../../frontend/package.json', import.meta.url));
const ICAL = (await import(require.resolve('ical.js'))).default;

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf-8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
const moment = (time) => time.toJSDate().toISOString();
const events = calendar.getAllSubcomponents('vevent').map((each) => {
  const event = new ICAL.Event(each);
  return {
    uid: event.uid,
    summary: event.summary,
    location: event.location,
    description: event.description,
    sequence: event.sequence,
    start: moment(event.startDate),
    end: each.hasProperty('dtend') ? moment(event.endDate) : null,
    zone: event.startDate.timezone ?? event.startDate.zone.tzid,
    wall: event.startDate.toString(),
    status: each.getFirstPropertyValue('status'),
    url: each.getFirstPropertyValue('url'),
    organizer: each.getFirstPropertyValue('organizer'),
    attendees: each.getAllProperties('attendee').map((attendee) => attendee.getFirstValue()),
    conference: each.getFirstPropertyValue('conference'),
  };
});
process.stdout.write(JSON.stringify({ name: calendar.getFirstPropertyValue('name'), method: calendar.getFirstPropertyValue('method'), events }));
