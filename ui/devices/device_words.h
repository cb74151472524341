// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/trust_service.h"

#include <QString>

namespace wardline::ui {

/// "Your device here", "Device 5886", "Phone or other program 27183".
[[nodiscard]] QString deviceTitle(const service::ShownDevice &device);
/// Who stands for it and until when, or why nobody does.
[[nodiscard]] QString standingOf(const service::ShownDevice &device, Instant now);
/// Whether somebody stands for it: the organisation, or a person who compared it.
/// What stands at a device whose keys a comparison showed to be others, instead of `standingOf`.
[[nodiscard]] QString differentWords();
[[nodiscard]] bool isStoodFor(const service::ShownDevice &device);
/// The organisation and how old its list is; empty where there is none.
[[nodiscard]] QString organisationWords(const service::OrganisationView &view, Instant now);
/// How far one's own certificate is; empty where there is no organisation.
[[nodiscard]] QString ownCertificateWords(const service::OwnCertificate &own, Instant now);
/// What comparing a code found. Names the person.
[[nodiscard]] QString comparisonWords(const QList<service::ComparedDevice> &compared, const QString &name);
[[nodiscard]] bool isDifferent(const QList<service::ComparedDevice> &compared);

} // namespace wardline::ui
