//! What a page asked of the network, read from the browser's own record of it.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Url;
use serde_json::Value;

/// Requests of one page, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Traffic {
    requests: BTreeMap<String, Request>,
    order: Vec<String>,
}

#[derive(Debug, Default)]
struct Request {
    urls: Vec<String>,
    /// What answers that led elsewhere weighed.
    before: u64,
    head: u64,
    body: u64,
    whole: Option<u64>,
}

#[allow(dead_code)]
impl Traffic {
    /// Hosts that were asked, with their ports. What never leaves the browser has none.
    pub fn hosts(&self) -> BTreeSet<String> {
        self.urls()
            .iter()
            .filter_map(|url| Url::parse(url).ok())
            .filter_map(|url| {
                let host = url.host_str().filter(|host| !host.is_empty())?;
                Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
            })
            .collect()
    }

    /// Everything that was asked for, redirections included.
    pub fn urls(&self) -> Vec<&str> {
        self.order
            .iter()
            .flat_map(|id| self.requests[id].urls.iter().map(String::as_str))
            .filter(|url| {
                !["data:", "about:", "blob:", "chrome"].iter().any(|own| url.starts_with(own))
            })
            .collect()
    }

    /// Bytes that came in, heads included, as they were on the wire.
    pub fn bytes(&self) -> u64 {
        self.requests
            .values()
            .map(|own| own.before + own.whole.unwrap_or(own.head + own.body))
            .sum()
    }

    /// Takes in one entry of the record.
    pub(super) fn take(&mut self, entry: &Value) {
        let Some(text) = entry["message"].as_str() else { return };
        let Ok(event) = serde_json::from_str::<Value>(text) else { return };
        let event = &event["message"];
        let params = &event["params"];
        let Some(id) = params["requestId"].as_str() else { return };
        let length = |value: &Value| value["encodedDataLength"].as_u64().unwrap_or(0);
        let is_new = !self.requests.contains_key(id);
        match event["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                if is_new {
                    self.order.push(id.to_owned());
                }
                let own = self.requests.entry(id.to_owned()).or_default();
                own.urls.push(params["request"]["url"].as_str().unwrap_or_default().to_owned());
                own.before += length(&params["redirectResponse"]);
            }
            // What belongs to an earlier page is not begun here.
            _ if is_new => {}
            "Network.responseReceived" => self.own(id).head = length(&params["response"]),
            "Network.dataReceived" => self.own(id).body += length(params),
            "Network.loadingFinished" => self.own(id).whole = Some(length(params)),
            _ => {}
        }
    }

    fn own(&mut self, id: &str) -> &mut Request {
        self.requests.get_mut(id).unwrap()
    }
}
