//! Pictures as SVG inside the page, each with the table of what it shows.
//!
//! Colours are classes of the style sheet, so that the dark theme and print can change them. A picture never relies on
//! them alone: lines differ by dash and carry their names, bands are parted by gaps and carry theirs.

pub(crate) mod axis;
pub(crate) mod figure;
pub(crate) mod label;
pub(crate) mod plot;
pub(crate) mod sankey;
pub(crate) mod stack;
pub(crate) mod timeline;
pub(crate) mod tornado;

pub(crate) use figure::{Figure, Panel, Twin};
pub(crate) use plot::{Layer, Mark, Plot};

/// A position in a picture, to a tenth of a pixel.
pub(crate) fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A frame in which a chart is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    /// Right end of the plotting area.
    pub(crate) fn x_end(&self) -> f64 {
        self.width - self.right
    }

    /// Lower end of the plotting area.
    pub(crate) fn y_end(&self) -> f64 {
        self.height - self.bottom
    }

    /// A share of the width of the plotting area.
    pub(crate) fn x(&self, share: f64) -> f64 {
        self.left + share * (self.x_end() - self.left)
    }

    /// A share of the height of the plotting area, from below.
    pub(crate) fn y(&self, share: f64) -> f64 {
        self.y_end() - share * (self.y_end() - self.top)
    }

    /// The `viewBox` of the picture.
    pub(crate) fn view_box(&self) -> String {
        format!("0 0 {} {}", px(self.width), px(self.height))
    }
}

/// A panel of a figure.
pub(crate) const PANEL: Frame = Frame {
    width: 440.0,
    height: 250.0,
    left: 46.0,
    right: 114.0,
    top: 12.0,
    bottom: 26.0,
};
