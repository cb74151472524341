// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy_source.h"

namespace wardline::policy {

/// Documents from a test. Tests only.
class FakePolicySource final : public PolicySource
{
public:
    std::optional<PolicyDocument> defaultsDocument;
    std::vector<PolicyDocument> systemDocuments;
    std::vector<PolicyDocument> files;

    [[nodiscard]] Result<std::optional<PolicyDocument>> defaults() const override { return defaultsDocument; }
    [[nodiscard]] Result<std::vector<PolicyDocument>> system() const override { return systemDocuments; }
    [[nodiscard]] Result<PolicyDocument> file(const QString &path) const override
    {
        for (const PolicyDocument &document : files) {
            if (document.file == path) {
                return document;
            }
        }
        return failure(PolicyError::Unreadable, path);
    }
};

} // namespace wardline::policy
