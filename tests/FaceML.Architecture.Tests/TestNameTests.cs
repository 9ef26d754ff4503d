using System.Text.RegularExpressions;

namespace FaceML.Architecture.Tests;

/// <summary>A test's name is a sentence in snake_case; a proper name in it keeps its capitals.</summary>
[TestClass]
public sealed partial class TestNameTests
{
    [TestMethod]
    public void every_name_of_a_test_is_a_sentence_in_snake_case()
    {
        string[] found =
        [
            .. from file in CodeFiles.Of("tests")
               from name in NamesOf(file.Lines)
               where !IsSentence(name)
               select $"{file.Path}: {name}",
        ];
        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    [DataRow("a_file_that_is_cut_is_refused", true)]
    [DataRow("LFW_view_two_has_ten_folds", true)]
    [DataRow("MobileFaceNet_has_the_papers_sizes", true)]
    [DataRow("A_file_that_is_cut_is_refused", false)]
    [DataRow("AFileThatIsCutIsRefused", false)]
    [DataRow("AFileThatIsCut_IsRefused", false)]
    public void sentences_are_told_from_other_names(string name, bool expected) => Assert.AreEqual(expected, IsSentence(name));

    private static IEnumerable<string> NamesOf(IEnumerable<string> lines)
    {
        bool isTest = false;
        foreach (string line in lines)
        {
            isTest |= line.TrimStart().StartsWith("[TestMethod", StringComparison.Ordinal);
            if (isTest && Method().Match(line) is { Success: true } method)
            {
                isTest = false;
                yield return method.Groups["name"].Value;
            }
        }
    }

    // A first word of one capital and small letters is no proper name that a sentence in snake_case would keep.
    private static bool IsSentence(string name)
    {
        string[] words = name.Split('_');
        return !Capitalized().IsMatch(words[0]) && words.Count(word => word.Length == 0 || !char.IsUpper(word[0])) * 2 >= words.Length;
    }

    [GeneratedRegex("^[A-Z][a-z]*$")]
    private static partial Regex Capitalized();

    [GeneratedRegex(@"public (?:async )?(?:void|Task) (?<name>\w+)\(")]
    private static partial Regex Method();
}
