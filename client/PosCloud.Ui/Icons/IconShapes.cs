using System.Collections.Frozen;

namespace PosCloud.Ui;

/// <summary>Stroke drawings on a 24 x 24 grid, as the inner markup of one svg element.</summary>
internal static class IconShapes
{
    private static readonly FrozenDictionary<IconName, string> Shapes = new Dictionary<IconName, string>
    {
        [IconName.Back] = Path("m15 6-6 6 6 6"),
        [IconName.Backspace] = Path("M9 5h11v14H9l-6-7zM12.5 9.5l4.5 5M17 9.5l-4.5 5"),
        [IconName.Bell] = Path("M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4"),
        [IconName.Box] = Path("m12 3 8.5 4.5v9L12 21l-8.5-4.5v-9zM3.5 7.5 12 12l8.5-4.5M12 12v9"),
        [IconName.Calendar] = "<rect x=\"4\" y=\"5\" width=\"16\" height=\"15\" rx=\"2\"/>" + Path("M4 10h16M8 3v4M16 3v4"),
        [IconName.Card] = "<rect x=\"2.5\" y=\"5\" width=\"19\" height=\"14\" rx=\"2.5\"/>" + Path("M2.5 10h19M6 15h4"),
        [IconName.Cash] = "<rect x=\"2.5\" y=\"6\" width=\"19\" height=\"12\" rx=\"2\"/><circle cx=\"12\" cy=\"12\" r=\"2.8\"/>" + Path("M6 9.5v5M18 9.5v5"),
        [IconName.Check] = Path("m5 12.5 4.5 4.5L19 7.5"),
        [IconName.ChevronDown] = Path("m6 9 6 6 6-6"),
        [IconName.ChevronLeft] = Path("m15 6-6 6 6 6"),
        [IconName.ChevronRight] = Path("m9 6 6 6-6 6"),
        [IconName.ChevronUp] = Path("m6 15 6-6 6 6"),
        [IconName.Clock] = "<circle cx=\"12\" cy=\"12\" r=\"9\"/>" + Path("M12 7v5l3.5 2"),
        [IconName.Close] = Path("M6 6l12 12M18 6 6 18"),
        [IconName.Cloud] = Path("M7 19a5 5 0 0 1-.6-9.96 7 7 0 0 1 13.3 1.3A4.5 4.5 0 0 1 19 19z"),
        [IconName.CloudOff] = Path("M3 3l18 18M8.5 6.2A7 7 0 0 1 19 10.3 4.5 4.5 0 0 1 20.4 17M16.5 19H7a5 5 0 0 1-1.2-9.8"),
        [IconName.Copy] = "<rect x=\"8\" y=\"8\" width=\"12\" height=\"12\" rx=\"2\"/>" + Path("M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"),
        [IconName.Customer] = "<circle cx=\"12\" cy=\"8\" r=\"4\"/>" + Path("M4 21a8 8 0 0 1 16 0"),
        [IconName.Download] = Path("M12 4v11M7 11l5 5 5-5M4 20h16"),
        [IconName.Drawer] = "<rect x=\"3\" y=\"13\" width=\"18\" height=\"7\" rx=\"1.5\"/>" + Path("M6 13V6h12v7M10 16.5h4"),
        [IconName.Edit] = Path("M4 20h4L19 9l-4-4L4 16zM13 7l4 4"),
        [IconName.Eye] = Path("M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z") + "<circle cx=\"12\" cy=\"12\" r=\"2.8\"/>",
        [IconName.Info] = "<circle cx=\"12\" cy=\"12\" r=\"9\"/>" + Path("M12 11v5.5M12 7.6v.1"),
        [IconName.Key] = "<circle cx=\"8\" cy=\"15\" r=\"4\"/>" + Path("m11 12 8.5-8.5M16 7l3 3"),
        [IconName.Keyboard] = "<rect x=\"2.5\" y=\"6\" width=\"19\" height=\"12\" rx=\"2\"/>" + Path("M6.5 10h.01M10 10h.01M14 10h.01M17.5 10h.01M8 14h8"),
        [IconName.List] = Path("M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"),
        [IconName.Lock] = "<rect x=\"5\" y=\"11\" width=\"14\" height=\"9\" rx=\"2\"/>" + Path("M8 11V8a4 4 0 0 1 8 0v3"),
        [IconName.Message] = Path("M4 5h16v11H9l-5 4z"),
        [IconName.Minus] = Path("M5 12h14"),
        [IconName.Moon] = Path("M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"),
        [IconName.More] = "<path d=\"M5 12h.01M12 12h.01M19 12h.01\" stroke-width=\"3\"/>",
        [IconName.Note] = Path("M5 4h14v11l-5 5H5zM14 20v-5h5M8.5 9h7M8.5 12.5h4"),
        [IconName.Pause] = Path("M9 5v14M15 5v14"),
        [IconName.Percent] = "<circle cx=\"7.5\" cy=\"7.5\" r=\"2.5\"/><circle cx=\"16.5\" cy=\"16.5\" r=\"2.5\"/>" + Path("M19 5 5 19"),
        [IconName.Plus] = Path("M12 5v14M5 12h14"),
        [IconName.Printer] = Path("M7 9V3h10v6M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3M7 14h10v7H7z"),
        [IconName.Receipt] = Path("M6 3h12v18l-3-2-3 2-3-2-3 2zM9.5 8h5M9.5 12h5"),
        [IconName.Return] = Path("M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3"),
        [IconName.Scale] = Path("M4 20h16M6 20l1.5-9h9L18 20M12 11V6M7 6h10"),
        [IconName.Search] = "<circle cx=\"11\" cy=\"11\" r=\"7\"/>" + Path("m20 20-4-4"),
        [IconName.Settings] = Path("M4 7h10M18 7h2M4 17h2M10 17h10") + "<circle cx=\"16\" cy=\"7\" r=\"2\"/><circle cx=\"8\" cy=\"17\" r=\"2\"/>",
        [IconName.Shop] = Path("M4 10v10h16V10M3 10l2-6h14l2 6zM9 20v-6h6v6"),
        [IconName.SignOut] = Path("M14 4H5v16h9M10 12h11M17 8l4 4-4 4"),
        [IconName.Sun] = "<circle cx=\"12\" cy=\"12\" r=\"4\"/>" + Path("M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"),
        [IconName.Sync] = Path("M20 11a8 8 0 0 0-14.3-4L3 9.5M3 4v5.5h5.5M4 13a8 8 0 0 0 14.3 4l2.7-2.5M21 20v-5.5h-5.5"),
        [IconName.System] = "<circle cx=\"12\" cy=\"12\" r=\"8.5\"/>" + Path("M12 3.5v17M12 8h7.5M12 12h8.4M12 16h7.5"),
        [IconName.Tag] = Path("M3 12V4a1 1 0 0 1 1-1h8l9 9-9 9zM8 8h.01"),
        [IconName.Terminal] = "<rect x=\"3\" y=\"4\" width=\"18\" height=\"12\" rx=\"2\"/>" + Path("M8 20h8M12 16v4"),
        [IconName.Trash] = Path("M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"),
        [IconName.Truck] = Path("M2 6h11v10H2zM13 10h5l3 3v3h-8z") + "<circle cx=\"7\" cy=\"18\" r=\"2\"/><circle cx=\"17\" cy=\"18\" r=\"2\"/>",
        [IconName.Upload] = Path("M12 16V5M7 9l5-5 5 5M4 20h16"),
        [IconName.Variants] = "<rect x=\"4\" y=\"4\" width=\"6\" height=\"6\" rx=\"1\"/><rect x=\"14\" y=\"4\" width=\"6\" height=\"6\" rx=\"1\"/><rect x=\"4\" y=\"14\" width=\"6\" height=\"6\" rx=\"1\"/><rect x=\"14\" y=\"14\" width=\"6\" height=\"6\" rx=\"1\"/>",
        [IconName.Voucher] = Path("M3 7h18v3.5a1.5 1.5 0 0 0 0 3V17H3v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10"),
        [IconName.Warning] = Path("M12 4 2.5 20h19zM12 10v4.5M12 17.2v.1"),
    }.ToFrozenDictionary();

    public static string Of(IconName name) => Shapes[name];

    private static string Path(string d) => $"<path d=\"{d}\"/>";
}
