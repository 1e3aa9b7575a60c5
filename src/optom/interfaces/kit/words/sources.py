"""What is said of sources of suppliers' files: what is wrong with their settings, and why nothing comes from them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .inputs import Words

_PASSES = _("Nothing needs to be done: it is tried again by itself, later and later.")
_TRY_IN_BROWSER = _("Open the address in a browser and compare it with the settings of the source.")

SOURCES: dict[str, tuple[Words, Words]] = {
    "secrets.unreadable": (
        _("A kept password can't be read: the installation has another secret key than when it was entered."),
        _("Enter the password again, or let the operator give the former key (OPTOM_SECRET_KEYS_BEFORE)."),
    ),
    "sources.address_forbidden": (
        _("{host} is an address within a private network, which sources may not reach."),
        _("Let the operator allow its network (OPTOM_FEED_NETWORKS)."),
    ),
    "sources.answer_unexpected": (
        _("{host} answers in a way that is not understood ({status})."),
        _("Compare the settings of the source with what the supplier has told you."),
    ),
    "sources.attachment_withheld": (
        _("The mail server tells of an attachment “{name}” and does not give it."),
        _("Ask the supplier to send the file itself, not a letter with the file in it."),
    ),
    "sources.busy": (_("{host} is busy ({status})."), _PASSES),
    "sources.certificate_wrong": (
        _("{host} can't prove that it is {host}: {reason}."),
        _("Ask the supplier for the right name of the server, or to renew its certificate."),
    ),
    "sources.disk_full": (
        _("There is no room left to receive files."),
        _("Let the operator make room on the disk for temporary files."),
    ),
    "sources.file_missing": (_("There is no file “{name}” any more."), _TRY_IN_BROWSER),
    "sources.folder_forbidden": (
        _("The folder “{folder}” is not within the one that sources may watch."),
        _("Choose one that is (OPTOM_FEED_FOLDER)."),
    ),
    "sources.folder_missing": (
        _("There is no folder “{folder}”, or it may not be read."),
        _("Correct its name, or ask the supplier to let you in."),
    ),
    "sources.folders_unallowed": (
        _("No folders of this machine are watched."),
        _("Let the operator name one within which they may be (OPTOM_FEED_FOLDER)."),
    ),
    "sources.form_missing": (
        _("{url} has no form with the field “{name}”."),
        _("Name the page where one signs in, and its fields as they are called in the page’s source."),
    ),
    "sources.host_key_changed": (
        _("{host} shows another host key than before: {met}. It was {known}."),
        _("Ask the supplier whether he has changed his server; if so, forget the former key. Nothing was sent to it."),
    ),
    "sources.host_unknown": (_("There is no server called {host}."), _("Correct its name.")),
    "sources.items_missing": (
        _("What {url} answers has no list at “{path}”."),
        _("Correct the path: names with points between them, as they stand in the answer."),
    ),
    "sources.key_unreadable": (
        _("The private key can't be read."),
        _("Paste it as a whole, with its first and last line; its passphrase goes into the password."),
    ),
    "sources.kind_unknown": (_("There is no such kind of source."), _("Choose one from the list.")),
    "sources.name_unresolved": (_("The address of {host} can't be found out at the moment."), _PASSES),
    "sources.no_answer": (_("{host} does not answer, or has hung up."), _PASSES),
    "sources.not_a_page": (_("What {url} answers can't be read as a page."), _TRY_IN_BROWSER),
    "sources.not_json": (_("What {url} answers is not JSON."), _TRY_IN_BROWSER),
    "sources.paging_stuck": (
        _("{url} leads in a circle: its pages do not end."),
        _("Correct how the next page is asked for."),
    ),
    "sources.redirected_away": (
        _("One is sent on to {url}, and may not follow there."),
        _("Enter that address itself, if it is the supplier’s."),
    ),
    "sources.robots_forbid": (
        _("The site does not want programs to read {url} (robots.txt)."),
        _("Ask the supplier for a file, or for leave in his robots.txt."),
    ),
    "sources.rows_missing": (
        _("No page has rows by the selector “{selector}”."),
        _("The site may have been rebuilt: choose the selectors anew."),
    ),
    "sources.setting_missing": (_("Not filled in: {setting}."), _("Fill it in.")),
    "sources.setting_wrong": (_("Not possible here: {setting}."), _("Enter {instead}.")),
    "sources.sign_in_refused": (
        _("{host} does not let us in."),
        _("Enter the name and the password again; mail services want a password of its own for programs."),
    ),
    "sources.still_changing": (_("“{name}” is still being written."), _PASSES),
    "sources.tls_refused": (
        _("{host} does not speak TLS in this way."),
        _("Choose another way of encryption, and the port that belongs to it."),
    ),
    "sources.too_large": (
        _("“{name}” is larger than {megabytes} MB."),
        _("Ask the supplier for a smaller file, or narrow which files are taken."),
    ),
    "sources.too_slow": (_("A file took longer than {seconds} seconds."), _PASSES),
    "suppliers.minutes_wrong": (
        _("A feed can't be looked at so often or so seldom."),
        _("Enter from {least} to {most} minutes."),
    ),
    "suppliers.times_wrong": (
        _("These are no times of the day."),
        _("Enter up to {most} times, 07:30, and at least one day of the week."),
    ),
}

SOURCE_FACTS: dict[str, dict[str, str | Promise]] = {
    "setting": {
        "host": _("server"),
        "port": _("port"),
        "security": _("encryption"),
        "user": _("user"),
        "password": _("password"),
        "folder": _("folder"),
        "sender": _("sender"),
        "subject": _("subject"),
        "files": _("names of files"),
        "days": _("days"),
        "encoding": _("encoding of names"),
        "key": _("private key"),
        "only_newest": _("only the newest"),
        "url": _("address"),
        "sign_in": _("signing in"),
        "sign_in-user": _("user"),
        "sign_in-password": _("password"),
        "sign_in-token": _("token"),
        "sign_in-name": _("name of the key"),
        "sign_in-place": _("place of the key"),
        "sign_in-secret": _("key"),
        "sign_in-page": _("page where one signs in"),
        "sign_in-user_field": _("field of the user"),
        "sign_in-password_field": _("field of the password"),
        "region": _("region"),
        "bucket": _("bucket"),
        "prefix": _("beginning of names"),
        "key_id": _("number of the key"),
        "secret_key": _("secret key"),
        "items": _("path to the items"),
        "paging": _("paging"),
        "paging-kind": _("way of paging"),
        "paging-parameter": _("parameter of paging"),
        "paging-first": _("number of the first page"),
        "paging-size_parameter": _("parameter of the page size"),
        "paging-size": _("page size"),
        "paging-path": _("path to the next page"),
        "start": _("first pages"),
        "follow": _("links to follow"),
        "rows": _("selector of rows"),
        "fields": _("fields of a row"),
        "pause": _("pause"),
        "most_pages": _("pages at most"),
        "path": _("folder"),
        "quiet": _("seconds of rest"),
    },
    "instead": {
        "shorter": _("something shorter"),
        "one_line": _("one line of letters and digits"),
        "host": _("the name of a server, without a port or a path"),
        "url": _("an address that begins with https:// or http://"),
        "url_without_password": _("the address without name and password, which have fields of their own"),
        "encoding": _("utf-8 or cp1251"),
        "selector": _("a CSS selector, with @ and an attribute behind it where one is wanted"),
        "type": _("a value of the right kind"),
        "choice": _("one of the choices"),
        "pairs": _("a line for each field: name = selector"),
    },
    "source_kind": {
        "": _("sent by hand"),
        "mailbox": _("mailbox"),
        "ftp": _("FTP server"),
        "sftp": _("SFTP server"),
        "http": _("address of a file"),
        "webdav": _("folder in a cloud (WebDAV)"),
        "s3": _("S3 store"),
        "json_api": _("API (JSON)"),
        "site": _("pages of a site"),
        "folder": _("folder of this machine"),
    },
}

# Of settings that are chosen: what each choice is called.
SOURCE_CHOICES: dict[str, dict[str, Words]] = {
    "security": {
        "tls": _("TLS at once"),
        "starttls": _("TLS after a greeting (STARTTLS)"),
        "none": _("none: the password goes in the open"),
    },
    "sign_in": {
        "": _("not needed"),
        "basic": _("user and password"),
        "bearer": _("token (Bearer)"),
        "key": _("key of an API"),
        "form": _("form on a page"),
    },
    "sign_in-place": {"header": _("in a header"), "query": _("in the address")},
    "paging-kind": {
        "none": _("no pages: all at once"),
        "page": _("number of the page"),
        "offset": _("number of items before"),
        "cursor": _("mark from the page before"),
        "address": _("address in the answer"),
        "link": _("header Link"),
    },
}

# What is said beside a setting, where its name is not enough.
SOURCE_HELP: dict[str, Words] = {
    "sender": _("Part of his address; empty: anybody."),
    "subject": _("Part of it; empty: any."),
    "files": _("Patterns with commas: *.xls*, price*.zip"),
    "days": _("How old letters may be."),
    "encoding": _("utf-8; old servers speak cp1251."),
    "key": _("As a whole, with its first and last line; its passphrase is the password."),
    "items": _("Names with points between them: data.goods; empty: the answer itself."),
    "paging-path": _("Where the mark or the address stands in the answer."),
    "start": _("A line for each address."),
    "follow": _("CSS selectors, a line for each."),
    "rows": _("CSS selector of a row of goods."),
    "fields": _("A line for each: name = selector, href of a link: page = a@href"),
    "pause": _("Seconds between two pages, at least."),
    "path": _("Within the one that the operator allows."),
    "quiet": _("A file that was changed later is still being written."),
}
