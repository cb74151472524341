// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/ui_rig.h"
#include "ui/shell/work_view.h"

#include <QAbstractButton>
#include <QListView>

/// Devices and certificates of the demo ward.
namespace wardline::test {

using namespace Qt::StringLiterals;

inline QStringList groupsOf(const QString &first)
{
    QStringList groups{first};
    quint32 state = first.toUInt(nullptr, 16);
    while (groups.size() < 8) {
        state = state * 1664525U + 1013904223U; // no two devices have a group in common
        groups.append(QString::number(state, 16).rightJustified(8, u'0'));
    }
    return groups;
}

inline service::ShownDevice shownDevice(const model::Jid &person, quint32 id, model::Trust trust,
                                        service::Certificate certificate)
{
    service::ShownDevice device;
    device.address = {person, id};
    device.fingerprint = groupsOf(QString::number(id, 16).rightJustified(8, u'a'));
    device.trust = trust;
    device.certificate = certificate;
    device.isListed2 = device.isListed03 = true;
    return device;
}

/// An organisation that certifies devices: one's own is, Marek's workstation too, his phone is not.
inline void certifyTheWard(UiRig &rig)
{
    service::FakeData &data = rig.workstation.data;
    const Instant now = rig.clock.now();
    data.organisation = {u"clinic.example"_s, service::OrganisationList::Fresh, now - std::chrono::hours(2), false};
    data.ownCertificate = {service::OwnCertificate::State::Certified, now + std::chrono::days(40), {u"charge-nurse"_s}};
    data.ownCode = u"xmpp:anna@clinic.example?omemo-sid-4711="_s + QString(64, u'a');
    data.safetyNumber = {u"04717"_s, u"83150"_s, u"26648"_s, u"91002"_s, u"55871"_s, u"30969"_s,
                         u"71240"_s, u"08836"_s, u"49915"_s, u"62703"_s, u"17458"_s, u"90321"_s};
    auto self = shownDevice(data.account, 4711, model::Trust::Verified, service::Certificate::Certified);
    self.isThisOne = true;
    self.until = now + std::chrono::days(40);
    data.devices[data.account] = {self};
    auto workstation =
        shownDevice(demoPerson(u"marek"), 5886, model::Trust::Certified, service::Certificate::Certified);
    workstation.until = now + std::chrono::days(51);
    workstation.clinicalRoles = {u"physician"_s};
    auto phone = shownDevice(demoPerson(u"marek"), 27183, model::Trust::Blind, service::Certificate::NotListed);
    phone.isListed2 = false;
    data.devices[demoPerson(u"marek")] = {workstation, phone};
}

/// Opens the ward, somebody's profile and their devices, as a person does.
inline void openDevicesOf(UiRig &rig, const QString &name)
{
    rig.signIn();
    rig.settle();
    rig.window->workView()->openConversation(demoRoom(u"ward"));
    rig.settle();
    if (!rig.find<QWidget>("memberList")->isVisible()) {
        QTest::mouseClick(rig.find<QAbstractButton>("toggleDetails"), Qt::LeftButton);
        rig.settle();
    }
    auto *list = rig.find<QListView>("memberList");
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data().toString().startsWith(name)) {
            list->scrollTo(index);
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
            break;
        }
    }
    rig.settle();
    QTest::mouseClick(rig.find<QAbstractButton>("profileDevices"), Qt::LeftButton);
    rig.settle();
}

} // namespace wardline::test
