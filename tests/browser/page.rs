//! One person's browser: what they do with a page, what they see on it, and what they wait for.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::future::Future;
use std::path::Path;
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
    setting: Cell<Setting>,
    traffic: RefCell<Traffic>,
    // Last: it ends after the session.
    _driver: Arc<Driver>,
}

#[allow(dead_code)]
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

    /// Another window size, other colours; whether scripts run counts from the next page on.
    pub fn change_to(&self, setting: Setting) {
        self.setting.set(setting);
        for (name, parameters) in setting.commands() {
            self.command(name, parameters);
        }
    }

    // What a person does.

    /// Opens a page; what it asks of the network is counted from here on.
    #[track_caller]
    pub fn open(&self, url: &str) {
        if let Err(error) = self.try_to_open(url) {
            self.fail(&format!("{url} does not open: {error}"));
        }
    }

    /// Opens a page that may not come.
    pub fn try_to_open(&self, url: &str) -> Result<(), String> {
        self.read_record();
        self.traffic.take();
        self.wait_on(self.client().goto(url)).map_err(|error| error.to_string())?;
        // Where a server hangs up, the browser shows a page of its own, and that counts as loaded.
        let has_failed = self.run("return location.protocol") == json!("chrome-error:");
        if has_failed { Err("the server hung up".to_owned()) } else { Ok(()) }
    }

    /// Loads the page again, whether or not that succeeds.
    pub fn reload(&self) {
        let _ = self.wait_on(self.client().refresh());
    }

    pub fn go_back(&self) {
        let _ = self.wait_on(self.client().back());
    }

    /// Puts a text into a field in place of what is in it.
    #[track_caller]
    pub fn fill(&self, field: &str, text: &str) {
        self.with_element(&format!("fill {field}"), field, async |element| {
            element.clear().await?;
            element.send_keys(text).await
        });
    }

    /// Presses a button or a link, or ticks a box.
    #[track_caller]
    pub fn press(&self, target: &str) {
        self.with_element(&format!("press {target}"), target, async |element| {
            element.click().await
        });
    }

    /// Chooses the option of a list with this value.
    #[track_caller]
    pub fn choose(&self, list: &str, value: &str) {
        self.with_element(&format!("choose {value} in {list}"), list, async |element| {
            element.select_by_value(value).await
        });
    }

    /// Types on the keyboard, wherever the focus is. [`super::key`] has keys without a letter.
    #[track_caller]
    pub fn keys(&self, keys: &str) {
        self.act(&format!("type {keys:?}"), async || {
            let element = self.client().active_element().await?;
            element.send_keys(keys).await.map(Some)
        });
    }

    /// Lets the page sleep as a phone in a pocket does: no script runs until it is woken.
    pub fn fall_asleep(&self) {
        self.command("Page.setWebLifecycleState", json!({ "state": "frozen" }));
    }

    pub fn wake(&self) {
        self.command("Page.setWebLifecycleState", json!({ "state": "active" }));
    }

    pub fn forget_cookies(&self) {
        self.wait_on(self.client().delete_all_cookies()).unwrap();
    }

    // What a person waits for.

    /// Something that fits the selector can be seen.
    #[track_caller]
    pub fn wait_for(&self, selector: &str) {
        self.wait_until(&format!("see {selector}"), || self.sees(selector));
    }

    /// Nothing that fits the selector can be seen any more.
    #[track_caller]
    pub fn wait_until_gone(&self, selector: &str) {
        self.wait_until(&format!("see {selector} go"), || !self.sees(selector));
    }

    /// A text is part of what can be read there.
    #[track_caller]
    pub fn wait_for_text(&self, selector: &str, part: &str) {
        self.wait_until(&format!("read {part:?} in {selector}"), || {
            self.texts(selector).iter().any(|text| text.contains(part))
        });
    }

    /// The address ends like this.
    #[track_caller]
    pub fn wait_for_url(&self, end: &str) {
        self.wait_until(&format!("be at ...{end}"), || self.url().ends_with(end));
    }

    /// The focus is on what fits the selector.
    #[track_caller]
    pub fn wait_for_focus(&self, selector: &str) {
        let script = "return !!document.activeElement?.matches(arguments[0])";
        self.wait_until(&format!("have the focus on {selector}"), || {
            self.try_run(script, vec![json!(selector)]).is_ok_and(|found| found == json!(true))
        });
    }

    /// A condition holds; `what` completes "did not ...".
    #[track_caller]
    pub fn wait_until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let start = Instant::now();
        while !holds() {
            if start.elapsed() > PATIENCE {
                self.fail(&format!("did not {what}"));
            }
            std::thread::sleep(BLINK);
        }
    }

    // What a person sees now.

    pub fn url(&self) -> String {
        self.wait_on(self.client().current_url())
            .map_or_else(|error| error.to_string(), String::from)
    }

    pub fn title(&self) -> String {
        self.wait_on(self.client().title()).unwrap_or_else(|error| error.to_string())
    }

    pub fn sees(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// How many elements that fit can be seen.
    pub fn count(&self, selector: &str) -> usize {
        self.wait_on(async {
            let mut count = 0;
            for element in self.client().find_all(Locator::Css(selector)).await? {
                count += usize::from(element.is_displayed().await?);
            }
            Ok::<_, CmdError>(count)
        })
        .unwrap_or(0)
    }

    /// The text of the first element that fits, as it can be read.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.of_first(selector, async |element| element.text().await)
    }

    /// The texts of all elements that fit.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.wait_on(async {
            let mut texts = Vec::new();
            for element in self.client().find_all(Locator::Css(selector)).await? {
                texts.push(element.text().await?);
            }
            Ok::<_, CmdError>(texts)
        })
        .unwrap_or_default()
    }

    /// What stands in a field.
    #[track_caller]
    pub fn value(&self, field: &str) -> String {
        self.of_first(field, async |element| element.prop("value").await).unwrap_or_default()
    }

    #[track_caller]
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.of_first(selector, async |element| element.attr(name).await)
    }

    /// The page as it came to be, as HTML.
    pub fn source(&self) -> String {
        self.wait_on(self.client().source()).unwrap_or_else(|error| error.to_string())
    }

    /// Whether something sticks out to the right, so that lines can only be read by scrolling.
    pub fn scrolls_sideways(&self) -> bool {
        let script = "const page = document.documentElement;
            return page.scrollWidth > Math.ceil(Math.min(page.clientWidth, visualViewport.width))";
        self.run(script) == json!(true)
    }

    /// What a script returns, as if it stood in the page.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.try_run(script, Vec::new())
            .unwrap_or_else(|error| self.fail(&format!("the script failed: {error}")))
    }

    /// A picture of the whole page in `target/screenshots/NAME.png`.
    #[track_caller]
    pub fn screenshot(&self, name: &str) {
        let size = &self.command("Page.getLayoutMetrics", json!({}))["cssContentSize"];
        let clip =
            json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let picture = self.command(
            "Page.captureScreenshot",
            json!({ "format": "png", "captureBeyondViewport": true, "clip": clip }),
        );
        let bytes = decode(picture["data"].as_str().unwrap());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
    }

    /// Gives what was asked of the network since the page was opened.
    pub fn with_traffic<T>(&self, look: impl FnOnce(&Traffic) -> T) -> T {
        self.read_record();
        look(&self.traffic.borrow())
    }

    /// The test fails, with what the page says.
    #[track_caller]
    pub fn fail(&self, why: &str) -> ! {
        let text = self
            .try_run("return document.body.innerText", Vec::new())
            .map_or_else(|error| error.to_string(), |text| text.as_str().unwrap_or("").to_owned());
        panic!("{why}\n--- {} ({})\n{text}\n---", self.url(), self.title());
    }

    // How it is done.

    fn client(&self) -> &Client {
        self.client.as_ref().unwrap()
    }

    /// Waits for the driver, and not for ever.
    fn wait_on<T, E: From<CmdError>>(
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

    fn try_run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
        self.wait_on(self.client().execute(script, arguments))
    }

    fn command(&self, name: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": name, "params": parameters });
        self.wait_on(self.client().issue_cmd(Own("goog/cdp/execute", body)))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn read_record(&self) {
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
    fn act<T: Debug>(&self, what: &str, doing: impl AsyncFn() -> Result<Option<T>, CmdError>) -> T {
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
    fn with_element(
        &self,
        what: &str,
        selector: &str,
        doing: impl AsyncFn(&Element) -> Result<(), CmdError>,
    ) {
        self.act(what, async || {
            for element in self.client().find_all(Locator::Css(selector)).await? {
                if element.is_displayed().await? && element.is_enabled().await? {
                    return doing(&element).await.map(Some);
                }
            }
            Ok(None)
        });
    }

    #[track_caller]
    fn of_first<T: Debug>(
        &self,
        selector: &str,
        looking: impl AsyncFn(&Element) -> Result<T, CmdError>,
    ) -> T {
        self.act(&format!("find {selector}"), async || {
            let element = self.client().find(Locator::Css(selector)).await?;
            looking(&element).await.map(Some)
        })
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

/// Whether something lay over what was to be pressed.
fn is_covered(error: &CmdError) -> bool {
    matches!(error, CmdError::Standard(own) if own.error == ErrorStatus::ElementClickIntercepted)
}

/// The bytes that Base64 stands for.
fn decode(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = LETTERS.iter().position(|known| *known == letter).unwrap();
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    bytes
}
