// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/trust_service.h"
#include "ui/devices/device_box.h"
#include "ui/kit/context.h"

#include <QPointer>
#include <QSet>
#include <QWidget>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace wardline::ui {

class Banner;
class Button;
class QrCode;
class Words;

/// The devices of one person, and comparing them: by the groups of their fingerprints, by eye or voice, or by a code
/// that one shows and the other scans into a field (a hand scanner types it) or pastes. For oneself: how far one's own
/// certificate is. For a colleague who waits for one: vouching, where that is permitted. What cannot be taken back is
/// asked for once more, in place.
class DevicePane final : public QWidget
{
    Q_OBJECT
public:
    explicit DevicePane(const Context &context, QWidget *parent = nullptr);

    /// Null: drops every text.
    void setTrust(service::TrustService *trust);
    /// `conversation`: from where it is looked at, and into which a device may be let; empty: none.
    void show(const model::Jid &person, const QString &name, bool isSelf, const model::Jid &conversation);
    void clearContent();
    void focusFirst();

private:
    enum class Asked { Nothing, Distrust, LetIn, Reset };

    void build();
    void buildNumber();
    void refresh();
    void fillHead();
    void fillDevices(const QList<service::ShownDevice> &devices);
    void fillAsking();
    void hideTwice();
    void showAsking(const service::ShownDevice &device);
    void toggleOwnCode();
    void compare(const QString &code);
    void judge(const service::ShownDevice &device, model::ManualTrust trust);
    void letIn(const service::ShownDevice &device, bool isLetIn);
    void ask(Asked what, const service::ShownDevice &device);
    void carryOut();
    void note(const QList<service::ComparedDevice> &compared);
    [[nodiscard]] bool hasDifferent() const;
    void sayDifferent();
    void vouch(const service::ShownDevice &device);
    void startAgain(const service::ShownDevice &device);
    void fillNumber();
    void say(const Status &status, const QString &done);

    const Context &m_context;
    QPointer<service::TrustService> m_trust;
    model::Jid m_person;
    model::Jid m_conversation;
    QString m_name;
    bool m_isSelf = false;
    Asked m_asked = Asked::Nothing;
    service::ShownDevice m_askedOf;
    QSet<model::DeviceAddress> m_different; ///< of whom a comparison showed other keys, of anybody, until the lock
    bool m_isCompromised = false; ///< one of the devices is taken back or has other keys
    model::DeviceAddress m_askingDevice; ///< that may be vouched for; empty where none asks
    int m_generation = 0;
    Words *m_organisation;
    Words *m_own;
    Button *m_request;
    Banner *m_banner;
    QWidget *m_asking;
    QVBoxLayout *m_askingColumn;
    Words *m_how;
    QVBoxLayout *m_devices;
    QWidget *m_numberBox;
    Words *m_numberTitle;
    QLabel *m_number; ///< the safety number with this person
    Button *m_numberSame;
    Words *m_codeTitle;
    QLineEdit *m_code;
    Button *m_compare;
    Button *m_showCode;
    QrCode *m_qr;
};

} // namespace wardline::ui
