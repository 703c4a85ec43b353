//! How long things took.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// Times by what took them, in the order of the room.
#[derive(Debug, Default)]
pub struct Times(BTreeMap<(u8, &'static str), Vec<Duration>>);

impl Times {
    pub fn put(&mut self, what: (u8, &'static str), time: Duration) {
        self.0.entry(what).or_default().push(time);
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<32}{:>7}{:>9}{:>9}{:>9}", "", "n", "p50 ms", "p99 ms", "max ms")?;
        for ((_, what), times) in &self.0 {
            let mut times = times.clone();
            times.sort_unstable();
            let at = |percent: usize| {
                // The smallest time that so many percent do not exceed.
                let rank = (times.len() * percent).div_ceil(100).max(1);
                times[rank - 1].as_secs_f64() * 1_000.0
            };
            let (half, most, all) = (at(50), at(99), at(100));
            write!(f, "\n{what:<32}{:>7}{half:>9.1}{most:>9.1}{all:>9.1}", times.len())?;
        }
        Ok(())
    }
}
