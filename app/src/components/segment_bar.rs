//! Counters as one bar of segments with a legend that reads aloud.
//!
//! Widths are SVG attributes, because the content security policy allows no inline style. A
//! count above zero always keeps a visible sliver.

use leptos::prelude::*;

use super::{
    status::Look,
    text::{MaybeText, grouped},
};

/// The bar's width in its own units.
const WIDTH: u64 = 1000;
/// The least width of a count above zero.
const SLIVER: u64 = 12;

/// One counter.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The shape and colour.
    pub look: Look,
    /// The word in the legend, in lower case: `succeeded`.
    pub word: String,
    /// How many.
    pub count: u64,
    /// Where the legend's entry leads, if anywhere.
    pub href: MaybeText,
}

impl Segment {
    /// A counter without a link.
    pub fn new(look: Look, word: impl Into<String>, count: u64) -> Self {
        Self {
            look,
            word: word.into(),
            count,
            href: MaybeText(None),
        }
    }

    /// The same counter with a link to what it counts.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = MaybeText(Some(href.into()));
        self
    }
}

/// A bar of counters and its legend; counters at zero are left out of both.
#[component]
pub fn SegmentBar(
    /// The counters, in the order of [`Look`].
    segments: Vec<Segment>,
) -> impl IntoView {
    let counts: Vec<u64> = segments.iter().map(|s| s.count).collect();
    let bars: Vec<_> = segments
        .iter()
        .zip(spans(&counts))
        .filter(|(_, (_, width))| *width > 0)
        .map(|(segment, (x, width))| bar(segment.look, x, width))
        .collect();
    let legend: Vec<_> = segments
        .into_iter()
        .filter(|segment| segment.count > 0)
        .map(entry)
        .collect();
    view! {
        <div class="seg">
            <svg class="seg-bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
                {bars}
            </svg>
            <ul class="seg-legend" role="list">{legend}</ul>
        </div>
    }
}

fn bar(look: Look, x: u64, width: u64) -> impl IntoView {
    let class = match look {
        Look::Ok => "seg-ok",
        Look::Busy => "seg-busy",
        Look::Bad => "seg-bad",
        Look::NotStarted => "seg-idle",
        Look::Unknown => "seg-unknown",
        Look::Overdue => "seg-overdue",
        Look::Warn => "seg-warn",
    };
    view! { <rect class=class x=x.to_string() width=width.to_string() height="8"></rect> }
}

fn entry(segment: Segment) -> impl IntoView {
    let words = format!("{} {}", grouped(segment.count), segment.word);
    let class = segment.look.badge_class();
    match segment.href.0 {
        Some(href) => view! { <li><a class=class href=href>{words}</a></li> }.into_any(),
        None => view! { <li><span class=class>{words}</span></li> }.into_any(),
    }
}

/// Start and width of each segment; together they fill the bar exactly, unless all are zero.
pub(crate) fn spans(counts: &[u64]) -> Vec<(u64, u64)> {
    let total: u128 = counts.iter().map(|c| u128::from(*c)).sum();
    if total == 0 {
        return vec![(0, 0); counts.len()];
    }
    let mut widths: Vec<u64> = counts.iter().map(|c| width(*c, total)).collect();
    settle(&mut widths);
    let mut x = 0;
    widths
        .into_iter()
        .map(|width| {
            let start = x;
            x += width;
            (start, width)
        })
        .collect()
}

fn width(count: u64, total: u128) -> u64 {
    if count == 0 {
        return 0;
    }
    let share = u128::from(count) * u128::from(WIDTH) / total;
    u64::try_from(share).unwrap_or(WIDTH).max(SLIVER)
}

/// Takes from, or gives to, the widest segment until the bar is exactly full.
fn settle(widths: &mut [u64]) {
    let sum: u64 = widths.iter().sum();
    if let Some(widest) = widths.iter_mut().max() {
        *widest = (*widest + WIDTH).saturating_sub(sum);
    }
}

#[cfg(test)]
mod tests {
    use super::{SLIVER, Segment, SegmentBar, SegmentBarProps, WIDTH, spans};
    use crate::components::Look;
    use leptos::prelude::*;

    #[test]
    fn the_bar_is_exactly_full_and_nothing_vanishes() {
        for counts in [
            &[1, 0, 0][..],
            &[9_999, 1, 0],
            &[3, 3, 3],
            &[1, u64::MAX, 7],
        ] {
            let spans = spans(counts);
            assert_eq!(spans.iter().map(|s| s.1).sum::<u64>(), WIDTH, "{counts:?}");
            for (count, (_, width)) in counts.iter().zip(&spans) {
                assert_eq!(*count > 0, *width >= SLIVER, "{counts:?}");
            }
        }
    }

    #[test]
    fn nothing_counted_draws_nothing() {
        assert_eq!(spans(&[0, 0]), [(0, 0), (0, 0)]);
        assert!(spans(&[]).is_empty());
    }

    #[test]
    fn segments_stand_side_by_side() {
        assert_eq!(spans(&[1, 1]), [(0, 500), (500, 500)]);
    }

    #[test]
    fn the_legend_reads_aloud_and_no_style_attribute_appears() {
        let segments = vec![
            Segment::new(Look::Ok, "succeeded", 1200),
            Segment::new(Look::Bad, "failed", 3).href("?bucket=failed"),
            Segment::new(Look::Unknown, "unknown", 0),
        ];
        let html = SegmentBar(SegmentBarProps::builder().segments(segments).build()).to_html();
        assert!(html.contains("1,200 succeeded"), "{html}");
        assert!(
            html.contains("3 failed") && !html.contains("0 unknown"),
            "{html}"
        );
        assert!(!html.contains("style="), "{html}");
    }
}
