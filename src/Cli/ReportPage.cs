using System.Net;
using System.Text;

namespace Lithoscope.Cli;

/// <summary>Puts the sections of steps into one self-contained page.</summary>
internal static class ReportPage
{
    public static string Compose(string title, IReadOnlyList<string> sections)
    {
        var name = WebUtility.HtmlEncode(title);
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<title>").Append(name).Append("</title>\n<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}");
        page.Append("table{border-collapse:collapse}td,th{padding:.2rem .8rem;border-bottom:1px solid #ccc;text-align:right}svg{max-width:100%;height:auto}</style>\n</head>\n<body>\n");
        page.Append("<h1>").Append(name).Append("</h1>\n");
        foreach (var section in sections) page.Append("<section>\n").Append(section).Append("\n</section>\n");
        return page.Append("</body>\n</html>\n").ToString();
    }
}
