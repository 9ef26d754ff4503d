using System.Text.RegularExpressions;

namespace FaceML.Samples.Tests;

/// <summary>What README and docs show is what runs: C# is quoted from a sample, commands are known to the tool.</summary>
[TestClass]
public sealed partial class DocumentationTests
{
    private static readonly string[] Pages =
        [Path.Combine(TestData.Root, "README.md"), Path.Combine(TestData.Root, "eng", "site", "index.md"),
            .. Directory.GetFiles(Path.Combine(TestData.Root, "docs"), "*.md").Order(StringComparer.Ordinal)];

    [TestMethod]
    public void every_CSharp_block_is_quoted_from_a_sample()
    {
        string[] samples = [.. Directory.GetFiles(Path.Combine(TestData.Root, "samples"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Normalize(File.ReadAllText(file)))];
        int blocks = 0;
        foreach (string page in Pages)
        {
            foreach (Match block in CSharpBlock().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")))
            {
                blocks++;
                string code = Normalize(block.Groups[1].Value);
                Assert.IsTrue(samples.Any(sample => sample.Contains(code, StringComparison.Ordinal)),
                    $"{Path.GetFileName(page)} shows code that no sample holds:\n{block.Groups[1].Value}");
            }
        }

        Assert.IsGreaterThan(0, blocks);
    }

    [TestMethod]
    public void every_link_to_a_file_leads_somewhere()
    {
        foreach (string page in Pages)
        {
            foreach (Match link in Link().Matches(File.ReadAllText(page)))
            {
                string target = link.Groups[1].Value.Split('#')[0];
                if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
                {
                    Assert.IsTrue(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)),
                        $"{Path.GetFileName(page)} links to {target}, which does not exist.");
                }
            }
        }
    }

    // Indentation and line breaks do not matter, everything else does.
    private static string Normalize(string code) => Space().Replace(code, " ").Trim();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
