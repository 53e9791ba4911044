//! The component kit: semantic HTML with the classes that `style/` dresses.
//!
//! Everything here renders on the server and works without a script. Components take concrete
//! types, put foreign text into text nodes and attribute values only, and never emit inline
//! styles or handlers, which the content security policy would block. One family per file.

pub mod actions;
pub mod button;
pub mod choices;
pub mod exact;
pub mod facts;
pub mod field;
pub mod form_scope;
pub mod icon;
pub mod ident;
pub mod inputs;
pub mod markup;
pub mod nav;
pub mod notice;
pub mod page;
pub mod segment_bar;
#[cfg(feature = "ssr")]
pub mod server_state;
pub mod shell;
pub mod status;
pub mod table;
pub mod text;
pub mod text_area;
pub mod time;

pub use actions::{ActionBar, CopyButton};
pub use button::{Button, ButtonKind, LinkButton};
pub use choices::{CheckboxList, ChoiceOption, RadioGroup, Select};
pub use exact::exact;
pub use facts::{Fact, PropertyList};
pub use field::{Field, FieldError, FieldSpec, Fieldset, FormErrorSummary};
pub use form_scope::{FORM_ACCOUNT, FORM_CLOUD, FormScope, PageScope};
pub use icon::{Icon, IconSprite};
pub use ident::{Ident, Middle, Name};
pub use inputs::{NumberInput, PasswordInput, TextInput};
pub use nav::{Breadcrumbs, Chip, Chips, ListPart, Pagination, Tab, Tabs, no_such_page};
pub use notice::{EmptyState, Notice, NoticeKind};
pub use page::{DocumentTitle, PageHeader, Skeleton, SkeletonRows, VisuallyHidden};
pub use segment_bar::{Segment, SegmentBar};
pub use shell::{NavSection, PersonInfo, Shell, ShellLinks, Switch, Theme};
pub use status::{Look, StatusBadge};
pub use table::{FilterBar, PickCell, SortOrder, TableHead, TableWrap, sort_header};
pub use text::{MaybeText, Slot, at_most, count_words, grouped};
pub use text_area::{GrowingInput, TextArea};
pub use time::{Age, Time, ago_words, duration_words, relative_words};
