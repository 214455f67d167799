"""Files: an upload in three steps, the scan that follows it, and showing the file."""

import aiohttp
import pytest

from tests.sandbox.calling import by_hand, error, reasons

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def image(**which):
    return {"type": "image", "alt_text": "A chart", "slack_file": which}


async def test_slack_s_client_uploads_a_file(workspace, web):
    answer = await web.files_upload_v2(file=PNG, filename="chart.png", title="Chart", alt_txt="A chart")

    file = (await web.files_info(file=answer["file"]["id"]))["file"]
    assert (file["name"], file["title"], file["size"], file["alt_txt"]) == ("chart.png", "Chart", len(PNG), "A chart")
    assert file["user"] == workspace.app.bot_user
    assert workspace.posts() == []


async def test_a_file_has_no_type_until_it_has_been_scanned(workspace, web):
    file_id = (await web.files_upload_v2(file=PNG, filename="chart.png"))["file"]["id"]

    assert (await web.files_info(file=file_id))["file"]["mimetype"] == ""
    await workspace.advance(seconds=2)
    file = (await web.files_info(file=file_id))["file"]
    assert (file["mimetype"], file["filetype"]) == ("image/png", "png")


async def test_a_file_cannot_be_shown_until_it_has_been_scanned(workspace, web):
    file_id = (await web.files_upload_v2(file=PNG, filename="chart.png"))["file"]["id"]
    show = {"channel": "general", "text": "A chart", "blocks": [{"type": "divider"}, image(id=file_id)]}

    assert await reasons(web.chat_postMessage(**show)) == [
        "[ERROR] invalid slack file [json-pointer:/blocks/1/slack_file]"
    ]
    await workspace.advance(seconds=2)
    assert (await web.chat_postMessage(**show))["message"]["blocks"][1]["slack_file"] == {"id": file_id}


async def test_the_scan_can_take_any_time(workspace, web):
    await workspace.switch(file_seconds=60)
    file_id = (await web.files_upload_v2(file=PNG, filename="chart.png"))["file"]["id"]
    show = {"channel": "general", "text": "A chart", "blocks": [image(id=file_id)]}

    await workspace.advance(seconds=59)
    assert await error(web.chat_postMessage(**show)) == "invalid_blocks"
    await workspace.advance(seconds=2)
    assert (await web.chat_postMessage(**show))["ok"]


@pytest.mark.parametrize("place", ["accessory", "context"])
async def test_a_file_that_is_not_there_cannot_be_shown_anywhere_in_a_message(web, place):
    picture = image(id="F0NOWHERE")
    blocks = {
        "accessory": {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": picture},
        "context": {"type": "context", "elements": [picture]},
    }

    assert await error(web.chat_postMessage(channel="general", text="x", blocks=[blocks[place]])) == "invalid_blocks"


async def test_a_file_may_be_called_by_its_address(workspace, web):
    file = (await web.files_upload_v2(file=PNG, filename="chart.png"))["file"]
    address = (await web.files_info(file=file["id"]))["file"]["url_private"]
    show = {"channel": "general", "text": "A chart", "blocks": [image(url=address)]}

    assert await error(web.chat_postMessage(**show)) == "invalid_blocks"
    await workspace.advance(seconds=2)
    assert (await web.chat_postMessage(**show))["ok"]


async def test_a_file_uploaded_to_a_channel_is_posted_there(workspace, web):
    parent = await web.chat_postMessage(channel="general", text="Parent")

    await web.files_upload_v2(
        file=PNG,
        filename="chart.png",
        channel=parent["channel"],
        initial_comment="Look",
        thread_ts=parent["ts"],
    )

    post = workspace.posts("general")[-1]
    assert (post["text"], post["thread_ts"]) == ("Look", parent["ts"])
    assert [file["name"] for file in post["files"]] == ["chart.png"]


async def test_several_files_go_up_together(workspace, web):
    uploads = [{"file": PNG, "filename": "a.png"}, {"file": b"a,b", "filename": "b.csv"}]

    answer = await web.files_upload_v2(file_uploads=uploads, channel=workspace.channels.named("general").id)

    assert [file["name"] for file in answer["files"]] == ["a.png", "b.csv"]
    assert len(workspace.posts("general")) == 1


async def test_what_was_uploaded_can_be_fetched_and_is_no_page_of_ours(workspace, web, http):
    file_id = (await web.files_upload_v2(file=b"<script>", filename="x.html"))["file"]["id"]
    await workspace.advance(seconds=2)
    address = (await web.files_info(file=file_id))["file"]["url_private"]

    async with http.get(address) as response:
        assert await response.read() == b"<script>"
        assert response.headers["Content-Security-Policy"] == "sandbox"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with http.get(f"{workspace.url}/files/F0NOWHERE/x") as response:
        assert response.status == 404


async def test_bytes_may_come_as_a_form_too(workspace, web, http):
    ticket = await web.files_getUploadURLExternal(filename="chart.png", length=len(PNG))
    form = aiohttp.FormData()
    form.add_field("file", PNG, filename="chart.png")

    async with http.post(ticket["upload_url"], data=form) as response:
        assert (response.status, await response.text()) == (200, f"OK - {len(PNG)}")
    answer = await web.files_completeUploadExternal(files=[{"id": ticket["file_id"]}])
    assert answer["files"][0]["size"] == len(PNG)


async def test_an_upload_address_is_good_once(web, http):
    ticket = await web.files_getUploadURLExternal(filename="chart.png", length=4)

    statuses = []
    for _ in range(2):
        async with http.post(ticket["upload_url"], data=b"data") as response:
            statuses.append(response.status)
    assert statuses == [200, 404]


async def test_an_upload_that_was_not_sent_cannot_be_completed(web):
    ticket = await web.files_getUploadURLExternal(filename="chart.png", length=4)

    complete = web.files_completeUploadExternal
    assert await error(complete(files=[{"id": ticket["file_id"]}])) == "file_not_found"
    assert await error(complete(files=[{"id": "F0NOWHERE"}])) == "file_not_found"
    assert await error(web.files_info(file=ticket["file_id"])) == "file_not_found"


@pytest.mark.parametrize("files", ["nonsense", "[]", "", '"F1"'])
async def test_an_upload_is_completed_with_a_list_of_files(workspace, server, files):
    answer = await by_hand(workspace, "files.completeUploadExternal", data={"files": files})

    assert answer["error"] == "invalid_arguments"


async def test_a_file_goes_to_channels_that_the_app_is_in(workspace, web):
    ticket = await web.files_getUploadURLExternal(filename="chart.png", length=4)
    workspace.files.receive(ticket["upload_url"].rpartition("/")[2], b"data")
    files = [{"id": ticket["file_id"]}]

    sales = workspace.channels.named("sales").id
    complete = web.files_completeUploadExternal
    assert await error(complete(files=files, channel_id=sales)) == "not_in_channel"
    assert await error(complete(files=files, channel_id="C0NOWHERE")) == "channel_not_found"


@pytest.mark.parametrize("arguments", [{"filename": "x"}, {"length": 4}, {"filename": "x", "length": "much"}])
async def test_an_upload_has_a_name_and_a_length(web, arguments):
    assert await error(web.api_call("files.getUploadURLExternal", params=arguments)) == "invalid_arguments"
