using FaceML.Alignment;

namespace FaceML.Tests.Alignment;

[TestClass]
public sealed class FaceAlignmentTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void status_says_what_came_of_each_row()
    {
        IDataView data = ContractRow.View(Ml);
        List<object?[]> rows = ViewValues.Read(
            Ml.Faces.Align("AlignedFace", "Faces", "Image", "Status").Fit(data).Transform(data), "Status", "AlignedFace");
        Assert.AreEqual(nameof(FaceStatus.Found), rows[0][0]);
        Assert.AreEqual(nameof(FaceStatus.NoFace), rows[^2][0]);
        Assert.AreEqual(nameof(FaceStatus.NoImage), rows[^1][0]);
        foreach (object?[] row in rows)
        {
            Assert.AreEqual(row[0] is nameof(FaceStatus.Found), row[1] is Image { Width: 112, Height: 112 });
        }
    }

    [TestMethod]
    public void only_one_face_allowed_a_group_is_refused_as_a_row()
    {
        IDataView data = Ml.Data.LoadFromEnumerable<FaceSource>([new() { Path = TestData.Samples[3] }]);
        string Status(FaceSelection selection) => (string)ViewValues.Read(
            Ml.Faces.LoadImages("Image", "Path").Append(Ml.Faces.Detect("Faces", "Image"))
                .Append(Ml.Faces.Align(new FaceAlignmentOptions { StatusColumnName = "Status", Selection = selection })).Fit(
                    data).Transform(data), "Status")[0][0]!;
        Assert.AreEqual(nameof(FaceStatus.SeveralFaces), Status(FaceSelection.Only));
        Assert.AreEqual(nameof(FaceStatus.Found), Status(FaceSelection.Largest));
    }

    [TestMethod]
    public void an_unknown_template_is_said()
    {
        IDataView data = ContractRow.View(Ml);
        Assert.ThrowsExactly<ArgumentException>(() => Ml.Faces.Align(new FaceAlignmentOptions { Template = "mona-lisa" }).Fit(data));
    }
}
