// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/certificate_words.h"

namespace wardline::service {

Certificate certificateFrom(trust::Certification::Reason reason)
{
    using Reason = trust::Certification::Reason;
    switch (reason) {
    case Reason::NoAuthority:
        return Certificate::NoOrganisation;
    case Reason::NoManifest:
    case Reason::NotFetched:
        return Certificate::ListMissing;
    case Reason::NoStatement:
        return Certificate::NotListed;
    case Reason::OtherKey:
        return Certificate::OtherKey;
    case Reason::NotYetValid:
        return Certificate::NotYetValid;
    case Reason::Expired:
    case Reason::EpochOver:
        return Certificate::Expired;
    case Reason::Revoked:
        return Certificate::Revoked;
    case Reason::Certified:
        return Certificate::Certified;
    }
    return Certificate::NoOrganisation;
}

OrganisationList listFrom(trust::ListState state)
{
    switch (state) {
    case trust::ListState::NotUsed:
        return OrganisationList::NotUsed;
    case trust::ListState::Missing:
        return OrganisationList::Missing;
    case trust::ListState::Fresh:
        return OrganisationList::Fresh;
    case trust::ListState::Ageing:
        return OrganisationList::Ageing;
    case trust::ListState::TooOld:
        return OrganisationList::TooOld;
    }
    return OrganisationList::NotUsed;
}

} // namespace wardline::service
