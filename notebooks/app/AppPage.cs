global using static AppPage;
using System.Reflection;
using FaceML.Reports;

/// <summary>
/// What a notebook shows below a cell, the file-based app of the same cells writes into a page of its name, in the folder <c>out</c>.
/// </summary>
internal static class AppPage
{
    private static readonly StreamWriter Page = Create();

    /// <summary>Shows a value, under the name that .NET Interactive gives this function.</summary>
    public static void display(object value) => Page.Write(FaceHtml.Of(value));

    private static StreamWriter Create()
    {
        Directory.CreateDirectory("out");
        StreamWriter page = new($"out/{Assembly.GetEntryAssembly()!.GetName().Name}.html") { AutoFlush = true };
        page.Write("<!doctype html><meta charset=utf-8>");
        return page;
    }
}
