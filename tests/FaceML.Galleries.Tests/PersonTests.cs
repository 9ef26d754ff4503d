namespace FaceML.Galleries.Tests;

[TestClass]
public sealed class PersonTests
{
    private const string Hash = "0f343b0931126a20f133d67c2b018a3b5f4f2bd9c4c1a47a0d1f2e9f7c3b6a58";

    [TestMethod]
    [DataRow(Hash)]
    [DataRow("0F343B0931126A20F133D67C2B018A3B5F4F2BD9C4C1A47A0D1F2E9F7C3B6A58")]
    [DataRow("0f343b0931126a20f133d67c2b018a3b5f4f2bd9c4c1a47a0d1f2e9f7c3b6a5g")]
    [DataRow("0000000000000000000000000000000000000000000000000000000000000000")]
    [DataRow("image")]
    [DataRow("")]
    [DataRow(null)]
    public void the_source_of_a_template_is_what_was_given(string? source)
    {
        Template template = Of(source);
        Assert.AreEqual(source, template.SourceSha256);
        Assert.AreEqual(source, (Of(Hash) with { SourceSha256 = source }).SourceSha256);
        Assert.AreEqual(Of(source is null ? null : new string(source)), template);
        Assert.AreNotEqual(Of("another"), template);
        StringAssert.Contains(template.ToString(), $"SourceSha256 = {source}");
    }

    private static Template Of(string? source) => new(3, 71.5, source, "3f2a91c0d4e5", DateTimeOffset.UnixEpoch);
}
