//! The forms of boxes: how large each must be for its text, how it is drawn, and where a line meets it.

use crate::drawing::sheet::{Sheet, stroke};
use crate::drawing::{Colour, Shape, Stroke, palette};

/// How high the lid of a drum is.
const LID: i32 = 60;

/// The form of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// A box whose first line is bold.
    #[default]
    Titled,
    /// A box with plain letters.
    Plain,
    /// A box with round ends.
    Round,
    /// A diamond: a question.
    Diamond,
    /// A drum: data that is kept.
    Drum,
    /// A sheet with a bent corner: a note.
    Note,
    /// A dot without text: where something begins. Its name is for the description alone, as are those of the next three.
    Start,
    /// A dot in a ring: where something ends.
    End,
    /// A bar: where several ways part or meet.
    Bar,
    /// A small diamond: where one of several ways is taken.
    Choice,
}

impl Look {
    /// Shows its text.
    pub(super) fn is_lettered(self) -> bool {
        !matches!(self, Self::Start | Self::End | Self::Bar | Self::Choice)
    }

    /// How wide its text may be, when that of a box may be this wide.
    pub(super) fn room(self, room: i32) -> i32 {
        if self == Self::Diamond { room * 3 / 4 } else { room }
    }

    /// Its size around a text for which a box would be this large.
    pub(super) fn size(self, wide: i32, high: i32) -> (i32, i32) {
        match self {
            Self::Titled | Self::Plain | Self::Note => (wide, high),
            Self::Round => (wide + high / 3, high),
            // The corners of the text lie on its edges when the shares of width and height are one together.
            Self::Diamond => {
                let (wide, high) = (wide - 100, high - 60);
                let tall = 2 * high + 160;
                (i32::try_from(i64::from(wide) * i64::from(tall) / i64::from(tall - high)).unwrap_or(wide), tall)
            }
            Self::Drum => (wide, high + 2 * LID),
            Self::Start | Self::End => (180, 180),
            Self::Bar => (900, 80),
            Self::Choice => (300, 300),
        }
    }

    /// How far below the middle its text stands.
    pub(super) fn lower(self) -> i32 {
        if self == Self::Drum { LID } else { 0 }
    }

    /// Where a line that comes to its upper or lower edge meets its outline.
    pub(super) fn meets(self, [left, top, wide, high]: [i32; 4], (x, y): (i32, i32)) -> (i32, i32) {
        let inset = match self {
            Self::Titled | Self::Plain | Self::Note | Self::Bar => 0,
            Self::Diamond | Self::Choice => share(high / 2, (x - left - wide / 2).abs(), wide / 2),
            Self::Drum => LID - arc(LID, (x - left - wide / 2).abs(), wide / 2),
            Self::Round | Self::Start | Self::End => {
                let round = wide.min(high) / 2;
                round - arc(round, (round - (x - left).min(left + wide - x)).max(0), round)
            }
        };
        (x, if y <= top + high / 2 { y + inset } else { y - inset })
    }

    /// Where a line at this height meets its right side.
    pub(super) fn side(self, [left, top, wide, high]: [i32; 4], y: i32) -> i32 {
        let away = (y - top - high / 2).abs();
        let inset = match self {
            Self::Diamond | Self::Choice => share(wide / 2, away, high / 2),
            Self::Round | Self::Start | Self::End => {
                let round = wide.min(high) / 2;
                round - arc(round, (away - (high / 2 - round)).max(0), round)
            }
            Self::Titled | Self::Plain | Self::Note | Self::Bar | Self::Drum => 0,
        };
        left + wide - inset
    }
}

/// So much of a length, at most all of it.
fn share(length: i32, part: i32, whole: i32) -> i32 {
    i32::try_from(i64::from(length) * i64::from(part.min(whole)) / i64::from(whole.max(1))).unwrap_or(length)
}

/// The height of an ellipse that is this high in its middle, so far from the middle.
fn arc(high: i32, away: i32, half: i32) -> i32 {
    let part = f64::from(away.clamp(0, half)) / f64::from(half.max(1));
    (f64::from(high) * (1.0 - part * part).sqrt()).round() as i32
}

/// Draws the form.
pub(super) fn outline(sheet: &mut Sheet, look: Look, at: [i32; 4], fill: Colour, border: Stroke) {
    let [left, top, wide, high] = at;
    let (right, bottom) = (left + wide, top + high);
    let mut closed = |mut points: Vec<(i32, i32)>, fill: Colour| {
        sheet.shape(Shape::Area { points: points.clone(), fill });
        points.extend(points.first().copied());
        sheet.line(points, border);
    };
    match look {
        Look::Titled | Look::Plain => sheet.area(at, Some(fill), Some(border), 30),
        Look::Round => sheet.area(at, Some(fill), Some(border), wide.min(high) / 2),
        Look::Diamond | Look::Choice => {
            closed(vec![(left + wide / 2, top), (right, top + high / 2), (left + wide / 2, bottom), (left, top + high / 2)], fill);
        }
        Look::Drum => {
            let rim = |middle: i32, sign: i32| {
                (0..=16).map(move |at| {
                    let x = left + wide * at / 16;
                    (x, middle + sign * arc(LID, (x - left - wide / 2).abs(), wide / 2))
                })
            };
            closed(rim(top + LID, -1).chain(rim(bottom - LID, 1).collect::<Vec<_>>().into_iter().rev()).collect(), fill);
            sheet.line(rim(top + LID, 1).collect(), border);
        }
        Look::Note => {
            closed(vec![(left, top), (right - 90, top), (right, top + 90), (right, bottom), (left, bottom)], fill);
            sheet.line(vec![(right - 90, top), (right - 90, top + 90), (right, top + 90)], border);
        }
        Look::Start => sheet.area(at, Some(palette::INK), None, wide / 2),
        Look::End => {
            sheet.area([left + 5, top + 5, wide - 10, high - 10], Some(palette::PAPER), Some(stroke(palette::INK, 12)), wide / 2);
            sheet.area([left + 40, top + 40, wide - 80, high - 80], Some(palette::INK), None, wide / 2 - 40);
        }
        Look::Bar => sheet.area(at, Some(palette::INK), None, 20),
    }
}
