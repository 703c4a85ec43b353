//! How a person looks at a page: size of the window, colours, motion, scripts.

use serde_json::{Value, json};

/// A window and what its owner prefers. Sizes are in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    width: u32,
    height: u32,
    is_phone: bool,
    zoom: f64,
    is_dark: bool,
    is_still: bool,
    pub(super) has_script: bool,
}

#[allow(dead_code)]
impl Setting {
    fn sized(width: u32, height: u32, is_phone: bool) -> Self {
        Self {
            width,
            height,
            is_phone,
            zoom: 1.0,
            is_dark: false,
            is_still: false,
            has_script: true,
        }
    }

    pub fn phone() -> Self {
        Self::sized(360, 740, true)
    }

    /// The narrowest screen that WCAG asks for.
    pub fn narrow() -> Self {
        Self::sized(320, 640, true)
    }

    pub fn wall() -> Self {
        Self::sized(1280, 720, false)
    }

    pub fn dark(self) -> Self {
        Self { is_dark: true, ..self }
    }

    /// Prefers reduced motion.
    pub fn still(self) -> Self {
        Self { is_still: true, ..self }
    }

    /// The scripts of pages do not run, from the next page on; the test's own do.
    pub fn without_script(self) -> Self {
        Self { has_script: false, ..self }
    }

    pub(super) fn with_script(self) -> Self {
        Self { has_script: true, ..self }
    }

    /// Zoomed in: 2.0 leaves half as many CSS pixels each way, drawn twice as large.
    pub fn zoomed(self, zoom: f64) -> Self {
        Self { zoom, ..self }
    }

    /// What a new session is asked for.
    pub(super) fn capabilities(chromium: &str, profile: &str) -> Value {
        let mut args: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--no-proxy-server",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            // A page that names another host does not reach it, and is still found out.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        ]
        .map(str::to_owned)
        .into();
        args.push(format!("--user-data-dir={profile}"));
        let limit = super::PATIENCE.as_millis();
        let prefs = json!({
            // Some distributions begin on a page of the web.
            "session.restore_on_startup": 4,
            "session.startup_urls": ["about:blank"],
        });
        json!({
            "goog:loggingPrefs": { "performance": "ALL" },
            "goog:chromeOptions": { "binary": chromium, "args": args, "prefs": prefs },
            "timeouts": { "pageLoad": limit, "script": limit },
            "unhandledPromptBehavior": "accept",
        })
    }

    /// The commands to the browser that bring a session to this setting.
    pub(super) fn commands(self) -> Vec<(&'static str, Value)> {
        let within = |side: u32| (f64::from(side) / self.zoom).round();
        let density = if self.is_phone { 2.0 } else { 1.0 };
        let scheme = if self.is_dark { "dark" } else { "light" };
        let motion = if self.is_still { "reduce" } else { "no-preference" };
        vec![
            (
                "Emulation.setDeviceMetricsOverride",
                json!({
                    "width": within(self.width),
                    "height": within(self.height),
                    "deviceScaleFactor": density * self.zoom,
                    "mobile": self.is_phone,
                }),
            ),
            ("Emulation.setScriptExecutionDisabled", json!({ "value": !self.has_script })),
            ("Emulation.setTouchEmulationEnabled", json!({ "enabled": self.is_phone })),
            (
                "Emulation.setEmulatedMedia",
                json!({ "features": [
                    { "name": "prefers-color-scheme", "value": scheme },
                    { "name": "prefers-reduced-motion", "value": motion },
                ]}),
            ),
        ]
    }
}
