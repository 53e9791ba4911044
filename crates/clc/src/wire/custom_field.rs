//! The fields that an account added.

use crate::wire::{Flag, List, Loose, Text, wire};
use slipway_domain::custom_field::{CustomField as Entity, CustomFieldKind, CustomFieldOption};

wire! {
    /// A field.
    CustomField {
        id: Text = "id",
        name: Text = "name",
        required: Flag = "isRequired",
        kind: Text = "type",
        options: List<Loose<Choice>> = "options",
    }
}

wire! {
    /// A choice: what is sent is its `name`, what people read is its `value`.
    Choice {
        name: Text = "name",
        value: Text = "value",
    }
}

impl CustomField {
    /// `None` without an id: no value could be sent for it.
    pub(crate) fn into_entity(self) -> Option<Entity> {
        let id = self.id.some()?;
        let options = self.options.objects();
        Some(Entity {
            name: self.name.some().unwrap_or_else(|| id.clone()),
            id,
            required: self.required.0.unwrap_or(false),
            kind: CustomFieldKind::parse(&self.kind.or_empty()),
            options: options.filter_map(Choice::into_entity).collect(),
        })
    }
}

impl Choice {
    fn into_entity(self) -> Option<CustomFieldOption> {
        let key = self.name.some()?;
        Some(CustomFieldOption {
            label: self.value.some().unwrap_or_else(|| key.clone()),
            key,
        })
    }
}
