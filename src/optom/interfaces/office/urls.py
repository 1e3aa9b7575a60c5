"""The addresses of the office."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from optom.domain.accounts.rules import ADMINISTRATOR, DESKS, DIRECTOR, FINANCE, MANAGER
from optom.interfaces.kit.sheets import Sheet, urls_of

from . import (
    advances,
    agreed,
    arrivals,
    claims,
    client_papers,
    clients,
    codes,
    companies,
    contracts,
    corrections,
    cost_lists,
    cost_settings,
    costs,
    exceptions,
    found,
    goods_files,
    home,
    incoming,
    intake,
    market,
    orders,
    papers,
    payments,
    penalties,
    people,
    periods,
    policy,
    policy_files,
    policy_versions,
    price_lists,
    publication_charts,
    publications,
    rates,
    reconciliation,
    replays,
    reports,
    sellers,
    shipments,
    special,
    standing,
    statements,
    terms,
    terms_followed,
    terms_proposals,
    terms_rules,
    warehouses,
    workplaces,
)
from .context import Desk, staff
from .frame import ARRIVAL_DESKS, CLIENT_DESKS, GOODS_DESKS, PEOPLE_DESKS, WAREHOUSE_DESKS

app_name = "office"
View = Callable[[Desk], HttpResponseBase]
_any = staff()
_warehouse = staff(*WAREHOUSE_DESKS)
_clients = staff(*CLIENT_DESKS)
_finance = staff(FINANCE, ADMINISTRATOR)
_terms = staff(FINANCE, DIRECTOR)
_announces = staff(*DESKS["announce_arrival"])
_arrivals = staff(*ARRIVAL_DESKS)
_prices = staff(*DESKS["publish_prices"])
_costs = staff(*DESKS["see_costs"])
_sets_costs = staff(*DESKS["set_costs"])
_approves = staff(*DESKS["approve_prices"])
_sees_policy = staff(*policy.READERS)
_people = staff(*PEOPLE_DESKS)
_goods = staff(*GOODS_DESKS)
_sellers = staff(*PEOPLE_DESKS)
_invites = staff(MANAGER, ADMINISTRATOR)
_claims = staff(*DESKS["answer_claim"])
_sees_claims = staff(*DESKS["answer_claim"] | set(WAREHOUSE_DESKS))
_signs = staff(*CLIENT_DESKS, *WAREHOUSE_DESKS)
_corrects = staff(*DESKS["correct_shipment"])
_revises = staff(*DESKS["revise_upd"])
_closes = staff(*DESKS["close_period"])
Guard = Callable[[View], Callable[..., HttpResponseBase]]


def _sheet(sheet: Sheet[Desk], guard: Guard, address: str, view: View, name: str) -> list[URLPattern]:
    return [path(address, guard(view), name=name), *urls_of(sheet, guard, address, name)]


urlpatterns: list[URLPattern] = [
    path("", _any(home.home), name="home"),
    path("find/", _any(found.find), name="find"),
    *_sheet(shipments.PICKING, _warehouse, "picking/", shipments.picking, "picking"),
    path("picking/warehouses/", _warehouse(workplaces.choose), name="workplaces"),
    *_sheet(shipments.LATEST, _warehouse, "shipments/", shipments.latest, "shipments"),
    path("shipments/<int:shipment>/", _warehouse(shipments.show), name="shipment"),
    path("shipments/<int:shipment>/start/", _warehouse(shipments.start), name="start-picking"),
    path("shipments/<int:shipment>/dispatch/", _warehouse(shipments.dispatch), name="dispatch"),
    path("shipments/<int:shipment>/codes/<int:line>/", _warehouse(codes.show), name="codes"),
    path("shipments/<int:shipment>/codes/<int:line>/drop/", _warehouse(codes.drop), name="drop-code"),
    path("shipments/<int:shipment>/cancel/", _warehouse(shipments.cancel), name="cancel-shipment"),
    path("shipments/<int:shipment>/track/", _warehouse(shipments.track), name="track"),
    path("shipments/<int:shipment>/carriage/", _warehouse(shipments.carry), name="carry"),
    path("shipments/<int:shipment>/picking-list/", _warehouse(shipments.to_print), name="picking-list"),
    path("shipments/<int:shipment>/papers/<int:paper>/", _warehouse(shipments.beside), name="paper-beside"),
    path("shipments/<int:shipment>/deliver/", _warehouse(shipments.deliver), name="deliver"),
    *_sheet(shipments.DISCREPANCIES, _warehouse, "discrepancies/", shipments.discrepancies, "discrepancies"),
    path("discrepancies/<int:discrepancy>/", _warehouse(shipments.discrepancy), name="discrepancy"),
    *_sheet(warehouses.SHEET, _warehouse, "warehouses/", warehouses.listing, "warehouses"),
    path("shipments/<int:shipment>/note/", _warehouse(shipments.note), name="note"),
    path("shipments/<int:shipment>/upd/", _warehouse(shipments.upd), name="shipment-upd"),
    path("shipments/<int:shipment>/upd/xml/", _warehouse(shipments.upd_xml), name="shipment-upd-xml"),
    *_sheet(claims.SHEET, _claims, "claims/", claims.listing, "claims"),
    path("shipments/<int:shipment>/files/<int:file>/", _sees_claims(claims.file), name="claim-file"),
    path("claims/find/", _corrects(claims.find), name="find-shipment"),
    path("claims/<int:shipment>/", _claims(claims.show), name="claim"),
    path("claims/<int:shipment>/answer/", _claims(claims.answer), name="answer-claim"),
    path("claims/<int:shipment>/title/", _claims(claims.take_title), name="take-title"),
    path("claims/<int:shipment>/correct/", _corrects(claims.correct), name="correct-shipment"),
    path("claims/<int:shipment>/upd/", _revises(claims.revise), name="revise-upd"),
    *_sheet(clients.SHEET, _clients, "clients/", clients.listing, "clients"),
    path("clients/<int:contract>/", _clients(clients.show), name="client"),
    *_sheet(clients.LEDGER, _clients, "clients/<int:contract>/statement/", clients.ledger, "statement"),
    *_sheet(orders.LINES, _clients, "orders/<int:order>/", orders.show, "order"),
    *_sheet(client_papers.SHEET, _clients, "clients/<int:contract>/papers/", client_papers.listing, "client-papers"),
    path("papers/<int:paper>/signed/", _signs(client_papers.signed), name="signed-copies"),
    path("papers/<int:paper>/signed/<int:copy>/", _signs(client_papers.signed_copy), name="signed-copy"),
    path("papers/<int:paper>/", _clients(papers.pdf), name="paper"),
    path("papers/<int:paper>/xml/", _clients(papers.xml), name="paper-xml"),
    path("papers/<int:paper>/as/<slug:shape>/", _clients(papers.as_file), name="paper-file"),
    path("clients/<int:contract>/payment/", _finance(payments.register), name="payment"),
    path("clients/<int:contract>/correction/", staff(FINANCE)(corrections.correct), name="correct"),
    path("clients/<int:contract>/close/", _terms(contracts.close), name="close-contract"),
    path("clients/<int:contract>/reopen/", _terms(contracts.reopen), name="reopen-contract"),
    path("clients/<int:contract>/terms/", _clients(terms.show), name="terms"),
    path("clients/<int:contract>/terms/change/", _terms(terms.change), name="change-terms"),
    path("clients/<int:contract>/terms/column/", _terms(terms.choose_column), name="choose-column"),
    path("clients/<int:contract>/terms/follow/", _terms(terms_followed.switch), name="follow-rules"),
    path("clients/<int:contract>/terms/warehouses/", _terms(agreed.set_warehouses), name="set-warehouses"),
    path("clients/<int:contract>/terms/goods/", _terms(agreed.set_scope), name="set-scope"),
    path("clients/<int:contract>/terms/fixed/", _terms(special.fix), name="fix-price"),
    path("clients/<int:contract>/terms/fixed/<int:fixed>/end/", _terms(special.end_fixed), name="end-fixed-price"),
    path("clients/<int:contract>/terms/rules/", _terms(special.set_rule), name="set-price-rule"),
    path("clients/<int:contract>/terms/rules/<int:rule>/end/", _terms(special.end_rule), name="end-price-rule"),
    path("clients/<int:contract>/terms/breaks/", _terms(special.set_breaks), name="set-breaks"),
    *_sheet(arrivals.SHEET, _arrivals, "arrivals/", arrivals.listing, "arrivals"),
    path("arrivals/load/", _announces(arrivals.load), name="load-arrivals"),
    path("prices/", _prices(price_lists.show), name="price-lists"),
    path("prices/<int:planned>/take-back/", _prices(price_lists.take_back), name="take-back-list"),
    path("prices/publish/", _prices(price_lists.publish), name="publish-list"),
    *_sheet(costs.SHEET, _costs, "costs/", costs.listing, "costs"),
    *_sheet(market.SHEET, _costs, "costs/market/", market.listing, "market"),
    path("costs/market/standing/", _costs(standing.begin), name="standing-begin"),
    path("costs/market/standing/<int:column>/charts/", _costs(standing.charts), name="standing-charts"),
    *_sheet(
        standing.SHEET,
        _costs,
        "costs/market/standing/<int:column>/<slug:which>/<int:by>/<int:margin>/",
        standing.listing,
        "standing",
    ),
    *_sheet(
        standing.PARTS, _costs, "costs/market/standing/<int:column>/by-<slug:of>/", standing.parts, "standing-parts"
    ),
    path("costs/market/load/", _sets_costs(market.load), name="load-market"),
    path("costs/market/load/take/", _sets_costs(market.take), name="take-market"),
    path("costs/settings/", _sets_costs(cost_settings.show), name="cost-settings"),
    path("costs/settings/inputs/", _sets_costs(cost_settings.declare), name="declare-input"),
    path("costs/settings/inputs/<int:input>/forget/", _sets_costs(cost_settings.forget), name="forget-input"),
    path("costs/settings/bounds/", _sets_costs(cost_settings.set_bounds), name="set-bounds"),
    path("costs/load/", _sets_costs(cost_lists.show), name="load-costs"),
    path("costs/load/take/", _sets_costs(cost_lists.take), name="take-costs"),
    *_sheet(exceptions.SHEET, _terms, "exceptions/", exceptions.listing, "exceptions"),
    *_sheet(publications.SHEET, _approves, "prices/publications/", publications.listing, "publications"),
    *_sheet(
        publications.PROPOSED,
        _approves,
        "prices/publications/<int:publication>/",
        publications.show,
        "publication",
    ),
    path("prices/publications/<int:publication>/replay/", _prices(replays.ask), name="ask-replay"),
    *_sheet(
        replays.PARTS,
        _approves,
        "prices/publications/<int:publication>/replay/<slug:part>/",
        replays.parts,
        "replay",
    ),
    path(
        "prices/publications/<int:publication>/charts/", _approves(publication_charts.show), name="publication-charts"
    ),
    path(
        "prices/publications/<int:publication>/progress/", _approves(publications.progress), name="publication-progress"
    ),
    path("prices/publications/<int:publication>/approve/", _approves(publications.approve), name="approve-publication"),
    path("prices/publications/<int:publication>/drop/", _prices(publications.drop), name="drop-publication"),
    path("prices/publications/<int:publication>/lead-back/", _prices(publications.lead_back), name="lead-back"),
    path("prices/terms/", _sees_policy(terms_rules.show), name="terms-rules"),
    path("prices/terms/check/", _sees_policy(terms_rules.check), name="terms-rules-check"),
    path("prices/terms/save/", _prices(terms_rules.save), name="terms-rules-save"),
    path("prices/terms/try/", _sees_policy(terms_rules.try_on), name="terms-rules-try"),
    path("prices/terms/contracts/", _sees_policy(terms_rules.contracts), name="terms-rules-contracts"),
    path("prices/terms/propose/", _prices(terms_rules.propose), name="terms-rules-propose"),
    *_sheet(terms_proposals.SHEET, _approves, "prices/terms/proposals/", terms_proposals.listing, "terms-proposals"),
    *_sheet(
        terms_proposals.PROPOSED,
        _approves,
        "prices/terms/proposals/<int:proposal>/",
        terms_proposals.show,
        "terms-proposal",
    ),
    path("prices/terms/proposals/<int:proposal>/approve/", _approves(terms_proposals.approve), name="approve-terms"),
    path("prices/terms/proposals/<int:proposal>/drop/", _prices(terms_proposals.drop), name="drop-terms"),
    path("prices/policy/", _sees_policy(policy.show), name="policy"),
    path("prices/policy/check/", _sees_policy(policy.check), name="policy-check"),
    path("prices/policy/save/", _prices(policy.save), name="policy-save"),
    path("prices/policy/drop/", _prices(policy.drop), name="policy-drop"),
    path("prices/policy/work-out/", _prices(policy.work_out), name="policy-work-out"),
    path("prices/policy/try/", _sees_policy(policy.try_on), name="policy-try"),
    path("prices/policy/versions/", _sees_policy(policy_versions.show), name="policy-versions"),
    path("prices/policy/versions/take/", _prices(policy_versions.take), name="policy-take-version"),
    path("prices/policy/file/", _sees_policy(policy_files.show), name="policy-file"),
    path("prices/policy/file/take/", _prices(policy_files.take), name="policy-take-file"),
    path("prices/policy/text/", _sees_policy(policy_files.text), name="policy-text"),
    path("prices/policy/workbook/", _sees_policy(policy_files.workbook), name="policy-workbook"),
    path("prices/policy/products/", _sees_policy(policy.products), name="policy-products"),
    path("goods/files/", _goods(goods_files.show), name="goods-files"),
    path("goods/files/take/", _goods(goods_files.take), name="take-goods-file"),
    *_sheet(companies.SHEET, _clients, "companies/", companies.listing, "companies"),
    path("companies/new/", _clients(companies.register), name="register-company"),
    path("companies/<int:company>/", _clients(companies.show), name="company"),
    path("companies/<int:company>/change/", _clients(companies.change), name="change-company"),
    path("companies/<int:company>/contract/", _clients(contracts.sign), name="sign-contract"),
    path("companies/<int:company>/account/", _clients(companies.add_bank_account), name="company-account"),
    path(
        "companies/<int:company>/account/<int:account>/main/",
        _clients(companies.choose_bank_account),
        name="choose-company-account",
    ),
    path(
        "companies/<int:company>/account/<int:account>/remove/",
        _clients(companies.remove_bank_account),
        name="remove-company-account",
    ),
    path("companies/<int:company>/address/", _clients(companies.add_address), name="company-address"),
    path(
        "companies/<int:company>/address/<int:address>/retire/",
        _clients(companies.retire_address),
        name="retire-company-address",
    ),
    path("companies/<int:company>/person/", _invites(companies.invite_person), name="invite-person"),
    path(
        "companies/<int:company>/person/<int:person>/letter/",
        _invites(companies.write_again),
        name="write-to-person",
    ),
    *_sheet(sellers.SHEET, _sellers, "sellers/", sellers.listing, "sellers"),
    path("sellers/new/", _sellers(sellers.register), name="register-seller"),
    path("sellers/<int:seller>/", _sellers(sellers.show), name="seller"),
    path("sellers/<int:seller>/change/", _sellers(sellers.change), name="change-seller"),
    path("sellers/<int:seller>/account/", _sellers(sellers.add_bank_account), name="seller-account"),
    path(
        "sellers/<int:seller>/account/<int:account>/main/",
        _sellers(sellers.choose_bank_account),
        name="choose-seller-account",
    ),
    path(
        "sellers/<int:seller>/account/<int:account>/remove/",
        _sellers(sellers.remove_bank_account),
        name="remove-seller-account",
    ),
    *_sheet(payments.SHEET, _finance, "payments/", payments.listing, "payments"),
    path("payments/new/", _finance(payments.choose), name="new-payment"),
    *_sheet(statements.SHEET, _finance, "payments/statements/", statements.listing, "statements"),
    path("payments/statements/load/", _finance(statements.load), name="load-statements"),
    path("payments/statements/<int:file>/", _finance(statements.show), name="statement-file"),
    *_sheet(intake.SHEET, _finance, "payments/statements/keys/", intake.listing, "intake-keys"),
    path("payments/statements/keys/make/", _finance(intake.make), name="make-intake-key"),
    *_sheet(incoming.QUEUE, _finance, "payments/queue/", incoming.queue, "incoming"),
    *_sheet(incoming.DOCUMENTS, _finance, "payments/documents/", incoming.documents, "bank-documents"),
    path("clients/<int:contract>/reconciliation/", _finance(reconciliation.overview), name="reconciliation"),
    *_sheet(periods.SHEET, _finance, "payments/periods/", periods.listing, "closings"),
    path("payments/periods/change/", _closes(periods.change), name="change-periods"),
    path("clients/<int:contract>/period/", _closes(periods.change_of_contract), name="change-period"),
    path("clients/<int:contract>/reconciliation/act/", _finance(reconciliation.issue), name="issue-act"),
    path("clients/<int:contract>/reconciliation/bring/", _finance(reconciliation.bring), name="bring-ledger"),
    path("clients/<int:contract>/reconciliation/agree/", _finance(reconciliation.agree), name="agree-balance"),
    *_sheet(
        reconciliation.SHEET,
        _finance,
        "clients/<int:contract>/reconciliation/<int:comparison>/",
        reconciliation.show,
        "comparison",
    ),
    *_sheet(reconciliation.OBJECTIONS, _clients, "reports/objections/", reconciliation.objections, "objections"),
    path("reports/", _clients(reports.start), name="reports"),
    *_sheet(reports.AGING, _clients, "reports/aging/<str:on>/", reports.aging, "aging"),
    *_sheet(
        reports.AGING_OF_COMPANIES,
        _clients,
        "reports/aging/<str:on>/companies/",
        reports.aging_of_companies,
        "aging-companies",
    ),
    *_sheet(advances.SHEET, _clients, "reports/advances/", advances.listing, "advances"),
    path("reports/advances/<int:advance>/", _clients(advances.paper), name="advance"),
    *_sheet(penalties.SHEET, _clients, "reports/penalties/<str:on>/", penalties.listing, "penalties"),
    *_sheet(
        penalties.OF_DEBTS,
        _clients,
        "clients/<int:contract>/penalties/<str:on>/",
        penalties.of_debts,
        "penalties-of",
    ),
    *_sheet(reports.DUE, _clients, "reports/due/", reports.due, "due"),
    *_sheet(reports.TURNOVER, _clients, "reports/turnover/<str:since>/<str:until>/", reports.turnover, "turnover"),
    *_sheet(reports.EXCHANGE, _clients, "reports/exchange/<str:since>/<str:until>/", reports.exchange, "exchange"),
    *_sheet(rates.SHEET, _finance, "payments/rates/", rates.listing, "rates"),
    path("payments/rates/set/", _finance(rates.set_by_hand), name="set-rate"),
    path("payments/rates/load/", _finance(rates.load), name="load-rates"),
    *_sheet(people.SHEET, _people, "people/", people.listing, "people"),
    path("people/new/", _people(people.employ), name="employ"),
    path("people/<int:person>/", _people(people.show), name="person"),
    path("people/<int:person>/desks/", _people(people.set_desks), name="desks"),
    path("people/<int:person>/warehouses/", _people(people.set_warehouses), name="warehouses-of"),
    path("people/<int:person>/close/", _people(people.close_account), name="close-account"),
    path("people/<int:person>/open/", _people(people.open_account), name="open-account"),
    path("people/<int:person>/letter/", _people(people.write_again), name="welcome-again"),
]
