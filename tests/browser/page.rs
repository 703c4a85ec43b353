//! What a person does with a page, waits for, and sees on it.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use super::traffic::Traffic;
use super::{BLINK, Browser, PATIENCE, Setting};

#[allow(dead_code)]
impl Browser {
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
            if element.prop("value").await?.is_some_and(|value| !value.is_empty()) {
                element.clear().await?;
            }
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

    #[track_caller]
    pub fn sees(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// How many elements that fit can be seen.
    #[track_caller]
    pub fn count(&self, selector: &str) -> usize {
        let seen = self.of_all(selector, async |element| element.is_displayed().await);
        seen.into_iter().filter(|is_seen| *is_seen).count()
    }

    /// The text of the first element that fits, as it can be read.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.of_first(selector, async |element| element.text().await)
    }

    /// The texts of all elements that fit.
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.of_all(selector, async |element| element.text().await)
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

    /// The page as it is printed, in `target/screenshots/NAME.pdf`; gives what can be read of the file.
    #[track_caller]
    pub fn pdf(&self, name: &str, parameters: Value) -> String {
        let printed = self.command("Page.printToPDF", parameters);
        let bytes = decode(printed["data"].as_str().unwrap());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), &bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Gives what was asked of the network since the page was opened.
    pub fn with_traffic<T>(&self, look: impl FnOnce(&Traffic) -> T) -> T {
        self.read_record();
        look(&self.traffic.borrow())
    }
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
