using System.Text.RegularExpressions;

namespace FaceML.Architecture.Tests;

/// <summary>Comments, help texts and messages use one word per thing, in American spelling; code names are not looked at.</summary>
[TestClass]
public sealed partial class LanguageTests
{
    [TestMethod]
    public void no_comment_and_no_message_uses_a_synonym_of_the_glossary_or_a_phrase_that_has_to_be_decoded()
    {
        string[] found =
        [
            .. from file in CodeFiles.Of("src")
               where !file.Path.StartsWith("src/Microsoft.", StringComparison.Ordinal)
               from line in file.Lines.Index()
               from word in Words(line.Item)
               select $"{file.Path}:{line.Index + 1}: \"{word}\"",
        ];
        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    [DataRow("/// <summary>The picture.</summary>", "picture")]
    [DataRow("throw new ArgumentException($\"{pictures} of the pictures lack a face.\");", "pictures")]
    [DataRow("// It lets go of the session.", "lets go of")]
    [DataRow("/// <param name=\"picture\">The image.</param>", null)]
    [DataRow("int picture = pictures[\"picture\"];", null)]
    [DataRow("Population = \"Labeled Faces in the Wild (press photographs, nearly all of adults)\",", null)]
    public void what_is_looked_for_is_found_in_prose_alone(string line, string? expected) =>
        CollectionAssert.AreEqual(expected is null ? [] : (string[])[expected], Words(line).ToArray());

    private static IEnumerable<string> Words(string line) =>
        Prose(line).SelectMany(text => Banned().Matches(text)).Select(match => match.Value);

    // Comments, and literals of several words without their holes.
    private static IEnumerable<string> Prose(string line)
    {
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        if (comment >= 0 && line[..comment].All(char.IsWhiteSpace))
        {
            return [Markup().Replace(line[comment..], " ")];
        }

        return Literal().Matches(line).Select(literal => Hole().Replace(literal.Value, ""))
            .Where(text => text.Contains(' ', StringComparison.Ordinal));
    }

    [GeneratedRegex("""<c>.*?</c>|(?:cref|name|href)="[^"]*"|https?://\S+""")]
    private static partial Regex Markup();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(
        @"\b(?:[Pp]ictures?|(?<!press )[Pp]hotographs?|[Rr]ecogniser\w*|[Cc]olour\w*|[Nn]ormalis\w+|[Ll]abelled|[Ll]earnt|lets go of|"
        + "in no way of|not to be had|comes as|what is made small)" + @"\b")]
    private static partial Regex Banned();
}
