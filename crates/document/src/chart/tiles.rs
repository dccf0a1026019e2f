//! A map of tiles: every subject has a small tile with its name, under the group that it belongs to, in the colour of where it stands.

use crate::drawing::sheet::{HEAD, SMALL, Sheet, WIDTH, stroke};
use crate::drawing::{Align, Drawing, palette};
use crate::tree::Tone;

/// A map of tiles.
#[derive(Clone, Debug, Default)]
pub struct Tiles {
    /// What it shows, in one sentence.
    pub title: String,
    /// What there is: meaning, name, and the sign of one letter that stands on the tile beside the colour.
    pub keys: Vec<(Tone, String, char)>,
    /// The groups, in their order.
    pub groups: Vec<Group>,
}

/// Tiles under one heading.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Clone, Debug, Default)]
pub struct Tile {
    /// Its name.
    pub label: String,
    /// Which of the keys.
    pub key: usize,
}

const HIGH: i32 = 200;

impl Tiles {
    /// Draws it.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let mut sheet = Sheet::new(WIDTH, &self.title);
        let tiles = || self.groups.iter().flat_map(|group| &group.tiles);
        let longest = tiles().map(|tile| SMALL.width(&tile.label)).max().unwrap_or(0);
        // All tiles have one width, so that the map has columns; a name that does not fit is shortened and stands in the description.
        let wide = (longest + 210).clamp(480, 1240);
        let (titles, gap) = (2000, 40);
        let each = ((WIDTH - titles) / (wide + gap)).max(1);
        let counts: Vec<String> = (0..self.keys.len()).map(|at| self.count(tiles(), at)).filter(|words| !words.is_empty()).collect();
        sheet.say(&counts.join(", "));
        let mut y = 20;
        for group in &self.groups {
            let (lines, _) = HEAD.wrap(&group.title, titles - 120, 3);
            for (at, line) in lines.iter().enumerate() {
                sheet.text((0, y + 130 + HEAD.leading() * at as i32), Align::Start, HEAD, palette::INK, line);
            }
            for (at, tile) in group.tiles.iter().enumerate() {
                let at = i32::try_from(at).unwrap_or(i32::MAX);
                let place = [titles + (at % each) * (wide + gap), y + (at / each) * (HIGH + gap), wide, HIGH];
                self.tile(&mut sheet, place, tile);
            }
            let rows = i32::try_from(group.tiles.len().div_ceil(each as usize)).unwrap_or(i32::MAX);
            y += (rows.max(1) * (HIGH + gap)).max(HEAD.leading() * lines.len() as i32 + 50) + 70;
            sheet.line(vec![(0, y - 45), (WIDTH, y - 45)], stroke(palette::LINE, 5));
            self.tell(&mut sheet, group);
        }
        sheet.signed_keys(0, self.keys.iter().map(|(tone, name, sign)| (*tone, name.as_str(), *sign)));
        sheet.finish()
    }

    fn tile(&self, sheet: &mut Sheet, place: [i32; 4], tile: &Tile) {
        let [left, top, wide, high] = place;
        let (tone, sign) = self.keys.get(tile.key).map_or((Tone::Plain, ' '), |(tone, _, sign)| (*tone, *sign));
        sheet.area(place, Some(palette::fill(tone)), None, 20);
        let ink = palette::on(tone);
        let baseline = top + high / 2 + 35;
        sheet.text((left + 50, baseline), Align::Start, SMALL, ink, &SMALL.shorten(&tile.label, wide - 200).0);
        let sign = sign.to_string();
        sheet.text((left + wide - 80, baseline), Align::Middle, HEAD, ink, sign.trim());
    }

    fn count<'a>(&self, tiles: impl Iterator<Item = &'a Tile>, key: usize) -> String {
        match (tiles.filter(|tile| tile.key == key).count(), self.keys.get(key)) {
            (0, _) | (_, None) => String::new(),
            (count, Some((_, name, _))) => format!("{count} {name}"),
        }
    }

    fn tell(&self, sheet: &mut Sheet, group: &Group) {
        let mut words: Vec<String> = Vec::new();
        for (at, (_, name, _)) in self.keys.iter().enumerate() {
            let named: Vec<&str> = group.tiles.iter().filter(|tile| tile.key == at).map(|tile| tile.label.as_str()).collect();
            if !named.is_empty() {
                words.push(format!("{name} {}", named.join(", ")));
            }
        }
        sheet.say(&format!("{}: {}", group.title, if words.is_empty() { "nothing".to_owned() } else { words.join("; ") }));
    }
}
