// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/work_memory.h"

#include <algorithm>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kWriteAfter{2};
constexpr qsizetype kMostPlaces = 40;
constexpr qsizetype kMostPlaceChars = 4'000; ///< a value of the session holds 4 KiB

const QString kOpen = u"open-conversation"_s;
const QString kDetails = u"details-pane"_s;
const QString kFilter = u"conversation-filter"_s;
const QString kOnline = u"directory-online"_s;
const QString kWidths = u"column-widths"_s;
const QString kPlaces = u"places"_s;

QString filterWord(ConversationFilter filter)
{
    switch (filter) {
    case ConversationFilter::All:
        return u"all"_s;
    case ConversationFilter::Unread:
        return u"unread"_s;
    case ConversationFilter::Urgent:
        return u"urgent"_s;
    case ConversationFilter::Mine:
        return u"mine"_s;
    }
    return {};
}

} // namespace

WorkMemory::WorkMemory(const Context &context)
    : m_timer(context.timers.createTimer([this] { flush(); }))
{
}

WorkMemory::~WorkMemory() = default;

void WorkMemory::setSession(service::AccountSession *session)
{
    m_timer->stop();
    m_pending.clear();
    m_places.clear();
    m_session = session;
    if (session) {
        readPlaces();
    }
}

void WorkMemory::flush()
{
    m_timer->stop();
    if (m_session) {
        for (auto it = m_pending.cbegin(); it != m_pending.cend(); ++it) {
            m_session->setUiState(it.key(), it.value());
        }
    }
    m_pending.clear();
}

QString WorkMemory::value(const QString &key) const
{
    const auto pending = m_pending.constFind(key);
    return pending != m_pending.cend() ? *pending : m_session ? m_session->uiState(key) : QString();
}

void WorkMemory::setValue(const QString &key, const QString &value)
{
    if (m_session && this->value(key) != value) {
        m_pending.insert(key, value);
        if (!m_timer->isActive()) {
            m_timer->start(kWriteAfter);
        }
    }
}

std::optional<model::Jid> WorkMemory::openConversation() const
{
    return model::Jid::parse(value(kOpen));
}

void WorkMemory::setOpenConversation(const model::Jid &conversation)
{
    setValue(kOpen, conversation.toString());
}

ConversationFilter WorkMemory::filter() const
{
    const QString word = value(kFilter);
    for (const ConversationFilter filter : kConversationFilters) {
        if (filterWord(filter) == word) {
            return filter;
        }
    }
    return ConversationFilter::All;
}

void WorkMemory::setFilter(ConversationFilter filter)
{
    setValue(kFilter, filterWord(filter));
}

bool WorkMemory::wantsDetails() const
{
    return value(kDetails) != u"closed";
}

void WorkMemory::setWantsDetails(bool wantsDetails)
{
    setValue(kDetails, wantsDetails ? u"open"_s : u"closed"_s);
}

bool WorkMemory::showsOnlineOnly() const
{
    return value(kOnline) == u"yes";
}

void WorkMemory::setShowsOnlineOnly(bool isOnlineOnly)
{
    setValue(kOnline, isOnlineOnly ? u"yes"_s : u"no"_s);
}

int WorkMemory::listWidth() const
{
    return value(kWidths).section(u' ', 0, 0).toInt();
}

int WorkMemory::sideWidth() const
{
    return value(kWidths).section(u' ', 1, 1).toInt();
}

void WorkMemory::setWidths(int list, int side)
{
    setValue(kWidths, u"%1 %2"_s.arg(list).arg(side));
}

std::optional<WorkMemory::Place> WorkMemory::place(const model::Jid &conversation) const
{
    for (const Visit &visit : m_places) {
        if (visit.conversation == conversation) {
            return visit.place;
        }
    }
    return std::nullopt;
}

void WorkMemory::setPlace(const model::Jid &conversation, const std::optional<Place> &place)
{
    if (!m_session || this->place(conversation) == place) {
        return;
    }
    m_places.removeIf([&](const Visit &visit) { return visit.conversation == conversation; });
    if (place) {
        m_places.prepend({conversation, *place});
        m_places = m_places.mid(0, kMostPlaces);
    }
    writePlaces();
}

/// A line each: message, offset, conversation (whose address may hold anything but a line end).
void WorkMemory::readPlaces()
{
    const auto lines = value(kPlaces).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const auto conversation = model::Jid::parse(line.section(u' ', 2));
        const qint64 id = line.section(u' ', 0, 0).toLongLong();
        if (conversation && id > 0 && m_places.size() < kMostPlaces) {
            m_places.append({*conversation, {model::MessageId{id}, line.section(u' ', 1, 1).toInt()}});
        }
    }
}

void WorkMemory::writePlaces()
{
    QString lines;
    for (const Visit &visit : std::as_const(m_places)) {
        const QString line =
            u"%1 %2 %3\n"_s.arg(visit.place.message.value).arg(visit.place.offset).arg(visit.conversation.toString());
        if (lines.size() + line.size() <= kMostPlaceChars) {
            lines += line;
        }
    }
    setValue(kPlaces, lines);
}

} // namespace wardline::ui
