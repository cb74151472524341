// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/room_kind.h"

namespace wardline::model {

using namespace Qt::StringLiterals;

QString roomKindWord(RoomKind kind)
{
    switch (kind) {
    case RoomKind::Unstated:
        return {};
    case RoomKind::Team:
        return u"team"_s;
    case RoomKind::Consult:
        return u"consult"_s;
    case RoomKind::Patient:
        return u"patient"_s;
    }
    return {};
}

std::optional<RoomKind> roomKindFromWord(QStringView word)
{
    for (const RoomKind kind : {RoomKind::Team, RoomKind::Consult, RoomKind::Patient}) {
        if (word == roomKindWord(kind)) {
            return kind;
        }
    }
    return std::nullopt;
}

} // namespace wardline::model
