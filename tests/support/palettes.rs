//! The colours of terminals, and how well one is read on another.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code, reason = "a test support")]

/// The 16 colours of ANSI as terminals come with them.
pub const PALETTES: [(&str, [u32; 16]); 3] = [
    (
        "Campbell",
        [
            0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
            0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
        ],
    ),
    (
        "xterm",
        [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
            0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
    ),
    (
        "PuTTY",
        [
            0x00_0000, 0xbb_0000, 0x00_bb00, 0xbb_bb00, 0x00_00bb, 0xbb_00bb, 0x00_bbbb, 0xbb_bbbb,
            0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
    ),
];

/// The shade of a colour of the 256 in a palette.
pub fn shade(colour: u8, palette: &[u32; 16]) -> u32 {
    match colour {
        0..16 => palette[usize::from(colour)],
        16..232 => {
            let part = |n: u8| if n == 0 { 0 } else { 55 + 40 * u32::from(n) };
            let n = colour - 16;
            part(n / 36) << 16 | part(n / 6 % 6) << 8 | part(n % 6)
        }
        232.. => (8 + 10 * u32::from(colour - 232)) * 0x01_0101,
    }
}

/// The relative luminance of WCAG 2.
fn luminance(shade: u32) -> f64 {
    let part = |shift: u32| {
        let part = f64::from(shade >> shift & 0xff) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

/// The ratio of WCAG 2 in which two shades stand.
pub fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
