// One stream of events for all tabs of a browser, which allows six connections to a host. Tells every tab what the server tells,
// {open: true} when the stream (again) is there, and {closed: true} when the server of this token is gone for good.
"use strict";

const tabs = new Set();
let problems = null; // the last word about them, for tabs that come later

const source = new EventSource(`/.sitegen/events${location.search}`);
source.onopen = () => tell({ open: true });
source.onmessage = ({ data }) => {
  const event = JSON.parse(data);
  if ("problems" in event) problems = event;
  tell(event);
};
source.onerror = () => {
  if (source.readyState === EventSource.CLOSED) tell({ closed: true }); // else it tries again by itself
};

function tell(event) {
  for (const tab of tabs) tab.postMessage(event);
}

function welcome(tab) {
  tabs.add(tab);
  if (source.readyState === EventSource.OPEN) tab.postMessage({ open: true });
  if (source.readyState === EventSource.CLOSED) tab.postMessage({ closed: true });
  if (problems) tab.postMessage(problems);
}

function serve(tab) {
  // A tab that was left says so, for a port does not; it may come back with the button of the browser.
  tab.onmessage = ({ data }) => (data === "bye" ? tabs.delete(tab) : welcome(tab));
  welcome(tab);
}

if ("onconnect" in self) {
  self.onconnect = ({ ports }) => serve(ports[0]);
} else {
  serve(self); // a browser without shared workers: each tab has a worker of its own
}
