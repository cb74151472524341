// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/picture_tray.h"

#include "ui/composer/picture_chip.h"
#include "ui/kit/banner.h"
#include "ui/kit/when_done.h"

#include <QLocale>

namespace wardline::ui {

PictureTray::PictureTray(PictureChip &chip, Banner &banner, QObject *parent)
    : QObject(parent)
    , m_chip(chip)
    , m_banner(banner)
{
}

void PictureTray::open(service::MessageService &messages, const model::Jid &conversation)
{
    m_messages = &messages;
    m_conversation = conversation;
    if (const Picture *picture = present()) {
        m_chip.show(*picture);
    }
}

void PictureTray::close()
{
    ++m_number;
    m_isPreparing = false;
    m_messages = nullptr;
    m_conversation = {};
    m_chip.dismiss();
}

void PictureTray::clear()
{
    close();
    m_pictures.clear();
}

void PictureTray::take(const QFuture<PictureResult> &preparing)
{
    if (!m_messages) {
        return;
    }
    if (!m_messages->canSendFiles(m_conversation)) {
        const bool isEncrypted = m_messages->encryption(m_conversation).state == model::EncryptionState::EndToEnd;
        m_banner.say(Banner::Kind::Info,
                     isEncrypted ? tr("Your organisation does not allow files and pictures to be sent.")
                                 : tr("Files and pictures can only be sent in encrypted conversations."));
        return;
    }
    remove();
    m_banner.dismiss();
    m_isPreparing = true;
    m_chip.showPreparing();
    whenDone(preparing, this, [this, number = m_number](const PictureResult &picture) {
        if (number != m_number) {
            return;
        }
        m_isPreparing = false;
        if (picture) {
            m_pictures[m_conversation] = *picture;
            m_chip.show(*picture);
        } else {
            m_chip.dismiss();
            explain(picture.error());
        }
        Q_EMIT changed();
    });
}

void PictureTray::explain(PictureProblem problem)
{
    switch (problem) {
    case PictureProblem::Unreadable:
        m_banner.say(Banner::Kind::Error, tr("This could not be read as a picture."));
        return;
    case PictureProblem::TooManyPixels:
        m_banner.say(
            Banner::Kind::Error,
            tr("This picture has too many pixels to be sent. Send a part of it or a smaller one, at most %1 on "
               "a side.")
                .arg(QLocale().toString(kLongestPictureSide)));
        return;
    case PictureProblem::TooLarge:
        m_banner.say(Banner::Kind::Error, tr("This is too large to be sent. Send a part of it or a smaller one."));
        return;
    case PictureProblem::NoFile:
        m_banner.say(Banner::Kind::Error, tr("This file cannot be read. Folders cannot be sent."));
        return;
    }
}

void PictureTray::remove()
{
    ++m_number;
    m_isPreparing = false;
    m_pictures.erase(m_conversation);
    m_chip.dismiss();
    Q_EMIT changed();
}

const Picture *PictureTray::present() const
{
    const auto found = m_pictures.find(m_conversation);
    return found == m_pictures.end() ? nullptr : &found->second;
}

std::optional<Picture> PictureTray::release()
{
    std::optional<Picture> given;
    if (const auto found = m_pictures.find(m_conversation); found != m_pictures.end()) {
        given = std::move(found->second);
        m_pictures.erase(found);
    }
    m_chip.dismiss();
    return given;
}

void PictureTray::giveBack(const model::Jid &conversation, const Picture &picture)
{
    const bool isNew = m_pictures.try_emplace(conversation, picture).second;
    if (isNew && m_messages && conversation == m_conversation) {
        m_chip.show(picture);
    }
    Q_EMIT changed();
}

} // namespace wardline::ui
