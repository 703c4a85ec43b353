//! A session of the driver, and how it is spoken to: one thing at a time, with a limit, again where
//! the page has changed between two looks at it.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::future::Future;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::{Method, Url};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::driver::Driver;
use super::traffic::Traffic;
use super::{BLINK, PATIENCE, Setting};

/// A command of ChromeDriver that the standard does not have.
#[derive(Debug)]
struct Own(&'static str, Value);

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.1.to_string()))
    }
}

/// A browser with one window and cookies of its own.
pub struct Browser {
    client: Option<Client>,
    runtime: Runtime,
    pub(super) setting: Cell<Setting>,
    pub(super) traffic: RefCell<Traffic>,
    // Last: it ends after the session.
    _driver: Arc<Driver>,
}

impl Browser {
    pub(super) fn start(driver: Arc<Driver>, setting: Setting) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let profile = driver.profile();
        let wanted =
            Setting::capabilities(driver.chromium.to_str().unwrap(), profile.to_str().unwrap());
        let client = runtime
            .block_on(async {
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(wanted.as_object().unwrap().clone())
                    .connect(&driver.address)
                    .await
            })
            .unwrap_or_else(|error| panic!("Chromium does not start: {error}"));
        let browser = Self {
            client: Some(client),
            runtime,
            setting: Cell::new(setting),
            traffic: RefCell::default(),
            _driver: driver,
        };
        browser.change_to(setting);
        browser
    }

    /// The test fails, with what the page says.
    #[track_caller]
    pub fn fail(&self, why: &str) -> ! {
        let text = self
            .try_run("return document.body.innerText", Vec::new())
            .map_or_else(|error| error.to_string(), |text| text.as_str().unwrap_or("").to_owned());
        panic!("{why}\n--- {} ({})\n{text}\n---", self.url(), self.title());
    }

    pub(super) fn client(&self) -> &Client {
        self.client.as_ref().unwrap()
    }

    /// Waits for the driver, and not for ever.
    pub(super) fn wait_on<T, E: From<CmdError>>(
        &self,
        doing: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        self.runtime.block_on(async {
            match tokio::time::timeout(PATIENCE * 2, doing).await {
                Ok(result) => result,
                Err(late) => Err(CmdError::Lost(late.into()).into()),
            }
        })
    }

    /// Does something that takes timers and promises on a page on which no scripts run.
    pub(super) fn with_scripts<T>(&self, doing: impl FnOnce() -> T) -> T {
        let setting = self.setting.get();
        if setting.has_script {
            return doing();
        }
        self.change_to(setting.with_script());
        let done = doing();
        self.change_to(setting);
        done
    }

    #[track_caller]
    pub(super) fn run_async(&self, script: &str) -> Value {
        self.wait_on(self.client().execute_async(script, Vec::new()))
            .unwrap_or_else(|error| self.fail(&format!("the script failed: {error}")))
    }

    pub(super) fn try_run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
        self.wait_on(self.client().execute(script, arguments))
    }

    pub(super) fn command(&self, name: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": name, "params": parameters });
        self.wait_on(self.client().issue_cmd(Own("goog/cdp/execute", body)))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(super) fn read_record(&self) {
        let entries = self
            .wait_on(self.client().issue_cmd(Own("se/log", json!({ "type": "performance" }))))
            .unwrap_or_else(|error| panic!("the record of requests: {error}"));
        let mut traffic = self.traffic.borrow_mut();
        for entry in entries.as_array().into_iter().flatten() {
            traffic.take(entry);
        }
    }

    /// Does something as soon as it can be done. A page may change between two looks at it: what
    /// is not there yet, not there any more or covered is looked for again.
    #[track_caller]
    pub(super) fn act<T: Debug>(
        &self,
        what: &str,
        doing: impl AsyncFn() -> Result<Option<T>, CmdError>,
    ) -> T {
        let start = Instant::now();
        let mut last = "it cannot be seen or is disabled".to_owned();
        while start.elapsed() < PATIENCE {
            match self.wait_on(doing()) {
                Ok(Some(done)) => return done,
                Ok(None) => {}
                Err(error) if is_passing(&error) => last = error.to_string(),
                Err(error) => self.fail(&format!("could not {what}: {error}")),
            }
            std::thread::sleep(BLINK);
        }
        self.fail(&format!("could not {what}: {last}"))
    }

    #[track_caller]
    pub(super) fn with_element(
        &self,
        what: &str,
        selector: &str,
        doing: impl AsyncFn(&Element) -> Result<(), CmdError>,
    ) {
        self.act(what, async || {
            match self.ready(selector).await {
                Ok(Some(element)) => doing(&element).await.map(Some),
                Ok(None) => Ok(None),
                // Nothing was done yet.
                Err(error) if is_changing(&error) => Ok(None),
                Err(error) => Err(error),
            }
        });
    }

    /// The first element that fits, can be seen and is not disabled.
    async fn ready(&self, selector: &str) -> Result<Option<Element>, CmdError> {
        for element in self.client().find_all(Locator::Css(selector)).await? {
            if element.is_displayed().await? && element.is_enabled().await? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    #[track_caller]
    pub(super) fn of_first<T: Debug>(
        &self,
        selector: &str,
        looking: impl AsyncFn(&Element) -> Result<T, CmdError>,
    ) -> T {
        self.act(&format!("find {selector}"), async || {
            let found = async {
                let element = self.client().find(Locator::Css(selector)).await?;
                looking(&element).await
            };
            match found.await {
                Err(error) if is_changing(&error) => Ok(None),
                found => found.map(Some),
            }
        })
    }

    /// What was found on all elements that fit; nothing while the page changes.
    #[track_caller]
    pub(super) fn of_all<T>(
        &self,
        selector: &str,
        looking: impl AsyncFn(&Element) -> Result<T, CmdError>,
    ) -> Vec<T> {
        let found = self.wait_on(async {
            let mut found = Vec::new();
            for element in self.client().find_all(Locator::Css(selector)).await? {
                found.push(looking(&element).await?);
            }
            Ok(found)
        });
        match found {
            Ok(found) => found,
            Err(error) if is_changing(&error) => Vec::new(),
            Err(error) => self.fail(&format!("could not look at {selector}: {error}")),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let limit = Duration::from_secs(10);
            let _ =
                self.runtime.block_on(async { tokio::time::timeout(limit, client.close()).await });
        }
    }
}

/// Whether nothing was done yet, and may be possible at another look.
fn is_passing(error: &CmdError) -> bool {
    error.is_no_such_element()
        || error.is_stale_element_reference()
        || error.is_element_not_interactable()
        || is_covered(error)
}

/// Whether the page may have been on its way to another one while it was looked at.
fn is_changing(error: &CmdError) -> bool {
    is_passing(error) || error.is_unknown_error() || error.is_javascript_error()
}

/// Whether something lay over what was to be pressed.
fn is_covered(error: &CmdError) -> bool {
    matches!(error, CmdError::Standard(own) if own.error == ErrorStatus::ElementClickIntercepted)
}
