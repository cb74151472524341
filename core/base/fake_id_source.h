// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id_source.h"

namespace wardline {

/// "id-1", "id-2", ... Tests only.
class FakeIdSource final : public IdSource
{
public:
    [[nodiscard]] QString next() override { return QStringLiteral("id-") + QString::number(++m_count); }

private:
    int m_count = 0;
};

} // namespace wardline
