using FaceML.Imaging;

namespace FaceML.Vision.Tests.Installation;

[TestClass]
public sealed class EmbedderProbeTests
{
    private static readonly Lazy<IReadOnlyList<LabelledFace>> Faces = new(() => LabelledFace.Load(TestData.DataSet("lfw-deepfunneled"), Installed.Recognizer, maxPeople: 6, maxEach: 3));

    [TestMethod]
    public void The_shipped_card_is_not_called_wrong()
    {
        IReadOnlyList<EmbedderProbe.Variant> compared = EmbedderProbe.Compare(Installed.Embedder.Card, Installed.Embedder.Path, Faces.Value);
        Assert.IsNull(EmbedderProbe.LikelyMistake(compared), string.Join('\n', compared.Select(v => $"{v.Changed}: {v.Separation}")));
    }

    [TestMethod]
    public void A_wrong_normalisation_is_named() => Named(card => card with { Inputs = [card.Inputs[0] with { Mean = [0, 0, 0], Scale = [1, 1, 1] }] }, "normalisation");

    [TestMethod]
    public void A_wrong_alignment_is_named() => Named(card => card with { Embedding = card.Embedding! with { Template = "dlib-150" } }, "template (arcface-112)");

    private static void Named(Func<NetworkCard, NetworkCard> spoil, string mistake)
    {
        IReadOnlyList<EmbedderProbe.Variant> compared = EmbedderProbe.Compare(spoil(Installed.Embedder.Card), Installed.Embedder.Path, Faces.Value);
        EmbedderProbe.Variant? found = EmbedderProbe.LikelyMistake(compared);
        Assert.IsNotNull(found, string.Join('\n', compared.Select(v => $"{v.Changed}: {v.Separation}")));
        StringAssert.StartsWith(found.Changed, mistake);
    }
}
