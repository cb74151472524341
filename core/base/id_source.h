// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <QString>

namespace wardline {

/// Makes identifiers for stanzas and messages: unguessable, at least 120 bits, safe in XML and in file names.
class IdSource
{
public:
    virtual ~IdSource() = default;
    [[nodiscard]] virtual QString next() = 0;
};

/// 128 random bits as 26 lower-case Base32 characters.
class RandomIdSource final : public IdSource
{
public:
    explicit RandomIdSource(Random &random);
    [[nodiscard]] QString next() override;

private:
    Random &m_random;
};

} // namespace wardline
