//! Pages as people have them before them: Chromium, driven through ChromeDriver.
//!
//! A test asks for browsers and goes home if there are none: then it says on standard error what
//! was left out. `HOTSEAT_BROWSER=required`, which CI sets, makes that a failure.
//!
//! ```ignore
//! let Some(browsers) = Browsers::here() else { return };
//! let (ana, wall) = (browsers.phone(), browsers.wall());
//! ana.open(&join);
//! ana.fill("#name", "Ana");
//! ana.press("#join");
//! ana.wait_for("[data-page=lobby]");
//! wall.wait_for_text("#people", "Ana");
//! ana.axe();
//! ana.screenshot("lobby-phone");
//! ```
//!
//! Nothing here waits for a guessed time: a test waits for something to be on the page, and what
//! does not come fails with what the page said instead.

mod axe;
mod driver;
mod itself;
mod line;
mod page;
mod report;
mod setting;
mod traffic;
mod wire;
mod workshop;

use std::time::Duration;

pub use driver::Browsers;
pub use line::Line;
pub use setting::Setting;
pub use wire::Browser;

/// How long something may take before it counts as not happening.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a condition is looked at.
const BLINK: Duration = Duration::from_millis(40);

/// Keys for [`Browser::keys`].
#[allow(dead_code)]
pub mod key {
    pub const TAB: &str = "\u{E004}";
    pub const SHIFT_TAB: &str = "\u{E008}\u{E004}";
    pub const ENTER: &str = "\u{E007}";
    pub const ESCAPE: &str = "\u{E00C}";
    pub const SPACE: &str = " ";
    pub const LEFT: &str = "\u{E012}";
    pub const UP: &str = "\u{E013}";
    pub const RIGHT: &str = "\u{E014}";
    pub const DOWN: &str = "\u{E015}";
}
