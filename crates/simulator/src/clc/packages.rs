//! Ids of the packages that the simulator adds to the real ones, for tests and demos. All are shown to `SLIP`.

/// One field of every type, with regexes that not every engine compiles. Runs for 30 seconds and succeeds.
pub const SHOWCASE: &str = "64446c8e386bebf2a2accab865469378";
/// Sixty fields, every one with a default.
pub const SIXTY_PARAMETERS: &str = "30e38fcf7eb9348e6bcfc25e59ef2c10";
/// Markup, bidi marks, control characters and very long text in every field; one unknown parameter type.
pub const HOSTILE_TEXT: &str = "3e54272d98653fa155d516a86a1ec640";
/// The job ends as `failed` after 30 seconds.
pub const ALWAYS_FAILS: &str = "8c932da59ac45c993e43efd32fd15620";
/// The job fails as soon as the position of one of its servers in the fleet divides by three.
pub const FAILS_EVERY_THIRD: &str = "c61aa62daf32d315034021eef01c63d4";
/// `executing` for ever.
pub const NEVER_ENDS: &str = "2d3b9b77a9a51af70544b2602d53eefc";
/// `unknown` after 25 seconds, for ever.
pub const ENDS_UNKNOWN: &str = "58391e43060a532ffecff610e25b0055";
/// Succeeds after 360 seconds.
pub const SIX_MINUTES: &str = "7e5d59af437d0829d1cbef180f9d6517";
/// Every fourth server of the fleet (position 3, 7, 11, …) is not queued.
pub const REFUSES_SOME: &str = "35a9a08a874815d3ee8ea11125b51fc4";
/// Every second read of the catalogue shows another manifest.
pub const MANIFEST_CHANGES: &str = "282c56b81cfa0f1e662ce0336e822cd2";
