//! A line over the last day as an inline picture, and the words that say the same.
//!
//! Coordinates are attributes, because the content security policy allows no inline style; the
//! colour is that of the text around it.

use crate::components::{grouped, text::MaybeText};
use leptos::prelude::*;

const WIDTH: f64 = 288.0;
const HEIGHT: f64 = 56.0;
/// Room for half a line at the top and the bottom.
const EDGE: f64 = 1.5;
/// Seconds without a measurement after which the line breaks.
const GAP: i64 = 2 * 3_600 + 600;

/// One measure over time.
pub(super) struct Series {
    /// Its name.
    pub(super) name: &'static str,
    /// What is put behind a number.
    pub(super) unit: &'static str,
    /// What the top of the picture stands for, where that is fixed.
    pub(super) top: Option<f64>,
    /// Seconds since the beginning of the picture and the measure, oldest first.
    pub(super) points: Vec<(i64, f64)>,
}

/// What stands out in a series.
#[derive(Debug, PartialEq)]
pub(super) struct Summary {
    pub(super) lowest: f64,
    pub(super) average: f64,
    pub(super) highest: f64,
    pub(super) latest: f64,
}

impl Series {
    pub(super) fn summary(&self) -> Option<Summary> {
        let (_, latest) = *self.points.last()?;
        let values = || self.points.iter().map(|(_, value)| *value);
        #[expect(
            clippy::cast_precision_loss,
            reason = "a day has a few dozen measurements"
        )]
        let count = self.points.len() as f64;
        Some(Summary {
            lowest: values().fold(f64::INFINITY, f64::min),
            highest: values().fold(0.0, f64::max),
            average: values().sum::<f64>() / count,
            latest,
        })
    }

    /// A number with its unit.
    pub(super) fn formatted(&self, value: f64) -> String {
        format!("{}{}", number(value), self.unit)
    }

    /// The line, and the area below it, as paths.
    fn paths(&self, seconds: i64) -> (String, String) {
        let highest = self.points.iter().map(|(_, value)| *value);
        let highest = highest.fold(0.0, f64::max);
        let top = self
            .top
            .unwrap_or(highest)
            .max(highest)
            .max(f64::MIN_POSITIVE);
        let (mut line, mut area) = (String::new(), String::new());
        for stretch in self.points.chunk_by(|a, b| b.0 - a.0 <= GAP) {
            let spots: Vec<(f64, f64)> = stretch
                .iter()
                .map(|(at, value)| {
                    let x = share(*at, seconds) * WIDTH;
                    (x, EDGE + (1.0 - value / top) * (HEIGHT - 2.0 * EDGE))
                })
                .collect();
            let drawn: Vec<String> = spots
                .iter()
                .map(|(x, y)| format!("{x:.1} {y:.1}"))
                .collect();
            let drawn = drawn.join("L");
            // A point by itself shows by its round ends.
            let alone = if spots.len() == 1 { "h0" } else { "" };
            line.extend(["M", &drawn, alone]);
            if let (Some((first, _)), Some((last, _))) = (spots.first(), spots.last()) {
                let (begin, end) = (
                    format!("M{first:.1} {HEIGHT}L"),
                    format!("L{last:.1} {HEIGHT}Z"),
                );
                area.extend([begin.as_str(), &drawn, &end]);
            }
        }
        (line, area)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "seconds of a day are far below 2^52"
)]
fn share(at: i64, seconds: i64) -> f64 {
    (at as f64 / seconds.max(1) as f64).clamp(0.0, 1.0)
}

/// Whole from ten on, with one decimal below.
fn number(value: f64) -> String {
    if value >= 9.95 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is above nine, and what is beyond 2^64 is nonsense anyway"
        )]
        let whole = value.round() as u64;
        grouped(whole)
    } else {
        format!("{value:.1}")
    }
}

/// The picture of a series over the last `seconds`, with its words.
pub(super) fn figure(series: &Series, id: &'static str, seconds: i64) -> AnyView {
    let name = series.name;
    let Some(summary) = series.summary() else {
        return view! {
            <figure class="chart">
                <figcaption>{name}</figcaption>
                <p class="muted">"No measurements."</p>
            </figure>
        }
        .into_any();
    };
    let (line, area) = series.paths(seconds);
    let words = format!(
        "lowest {}, average {}, highest {}",
        series.formatted(summary.lowest),
        series.formatted(summary.average),
        series.formatted(summary.highest)
    );
    let (caption, below) = (format!("{id}-name"), format!("{id}-words"));
    let labels = MaybeText(Some(format!("{caption} {below}")));
    view! {
        <figure class="chart">
            <figcaption>
                <span id=caption>{name}</span>
                <strong>{series.formatted(summary.latest)}</strong>
            </figcaption>
            <svg
                role="img"
                aria-labelledby=labels.0
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                preserveAspectRatio="none"
            >
                <path class="chart-area" d=area></path>
                <path class="chart-line" d=line></path>
            </svg>
            <p class="chart-ends" aria-hidden="true"><span>"24 h ago"</span><span>"now"</span></p>
            <p class="chart-words" id=below>{words}</p>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(points: &[(i64, f64)]) -> Series {
        Series {
            name: "CPU",
            unit: " %",
            top: Some(100.0),
            points: points.to_vec(),
        }
    }

    #[test]
    fn a_summary_says_what_stands_out() {
        let summary = series(&[(0, 2.0), (3_600, 10.0), (7_200, 3.0)]).summary();
        let expected = Summary {
            lowest: 2.0,
            average: 5.0,
            highest: 10.0,
            latest: 3.0,
        };
        assert_eq!(summary, Some(expected));
        assert_eq!(series(&[]).summary(), None);
    }

    #[test]
    fn a_line_breaks_where_nothing_was_measured() {
        let day = 24 * 3_600;
        let (line, area) = series(&[(0, 0.0), (3_600, 100.0), (day, 50.0)]).paths(day);
        assert_eq!(line, "M0.0 54.5L12.0 1.5M288.0 28.0h0");
        assert_eq!(
            area,
            "M0.0 56L0.0 54.5L12.0 1.5L12.0 56ZM288.0 56L288.0 28.0L288.0 56Z"
        );
    }

    #[test]
    fn nothing_but_zero_stays_at_the_bottom_and_too_much_at_the_top() {
        let idle = Series {
            top: None,
            ..series(&[(0, 0.0), (60, 0.0)])
        };
        assert_eq!(idle.paths(60).0, "M0.0 54.5L288.0 54.5");
        let over = series(&[(0, 250.0), (60, 125.0)]);
        assert_eq!(over.paths(60).0, "M0.0 1.5L288.0 28.0");
    }

    #[test]
    fn small_numbers_have_a_decimal() {
        assert_eq!(
            [0.0, 9.94, 9.96, 1234.5].map(number),
            ["0.0", "9.9", "10", "1,235"]
        );
    }
}
