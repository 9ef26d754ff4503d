namespace FaceML.Tests.Saving;

[TestClass]
public sealed class EntryNameTests
{
    [TestMethod]
    [DataRow("manifest.json")]
    [DataRow("stages/01-embed.json")]
    [DataRow("networks/a_b-0123.onnx")]
    public void ordinary_names_are_safe(string name) => Assert.IsTrue(EntryName.IsSafe(name));

    [TestMethod]
    [DataRow("")]
    [DataRow("/a")]
    [DataRow("a/")]
    [DataRow("a//b")]
    [DataRow("../a")]
    [DataRow("a/../b")]
    [DataRow("a/./b")]
    [DataRow(".hidden")]
    [DataRow("a\\b")]
    [DataRow("c:a")]
    [DataRow("a b")]
    [DataRow("ä")]
    [DataRow("a\0")]
    public void others_are_not(string name) => Assert.IsFalse(EntryName.IsSafe(name));

    [TestMethod]
    public void long_ones_are_not() => Assert.IsFalse(EntryName.IsSafe(new string('a', 161)));
}
