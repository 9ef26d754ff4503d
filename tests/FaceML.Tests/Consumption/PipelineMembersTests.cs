using FaceML.Consumption;

namespace FaceML.Tests.Consumption;

[TestClass]
public sealed class PipelineMembersTests
{
    private const string Loads = """{"input":"Path"}""";

    [TestMethod]
    [DataRow("Text", "string", "\"\"", "")]
    [DataRow("Boolean", "bool", null, "")]
    [DataRow("Single", "float", null, "")]
    [DataRow("Int64", "long", null, "")]
    [DataRow("Vector<Single, 3 x 4>", "float[]", "new float[12]", "VectorType(3, 4)")]
    [DataRow("Key<UInt32, 10>", "uint", null, "KeyType(10)")]
    public void a_column_has_the_type_that_ML_NET_reads(string type, string expected, string? initial, string attributes)
    {
        PipelineMember member = PipelineMember.Of(new SavedColumn("Label", type), isImage: false, "Output", [])!;
        Assert.AreEqual("Label", member.Name);
        Assert.AreEqual(expected, member.Type);
        Assert.AreEqual(initial, member.Initial);
        Assert.AreEqual(attributes, string.Join(", ", member.Attributes));
    }

    [TestMethod]
    [DataRow("Embedding of B", "EmbeddingOfB", "ColumnName(\"Embedding of B\")")]
    [DataRow("1st", "Column1st", "ColumnName(\"1st\")")]
    [DataRow("Output", "OutputValue", "ColumnName(\"Output\")")]
    [DataRow("größe", "GrE", "ColumnName(\"gr\\u00f6\\u00dfe\")")]
    [DataRow("x\")] public int Y; //\n", "XPublicIntY", "ColumnName(\"x\\u0022\\u0029\\u005d public int Y\\u003b \\u002f\\u002f\\u000a\")")]
    public void a_column_of_any_name_has_a_property_and_no_name_is_code(string column, string name, string attribute)
    {
        PipelineMember member = PipelineMember.Of(new SavedColumn(column, "Single"), isImage: false, "Output", [])!;
        Assert.AreEqual(name, member.Name);
        CollectionAssert.AreEqual((string[])[attribute], member.Attributes.ToArray());
    }

    [TestMethod]
    public void columns_whose_names_become_the_same_have_properties_of_different_names()
    {
        PipelineMembers members = PipelineMembers.Of(
            Pipeline([new("Path", "Text")], [new("Path", "Text"), new("a b", "Single"), new("aB", "Single"), new("AB", "Single")]));
        CollectionAssert.AreEqual((string[])["AB", "AB2", "AB3"], members.Output.Select(member => member.Name).ToArray());
    }

    [TestMethod]
    public void the_path_of_an_image_is_an_image_and_images_that_come_out_are_left_out()
    {
        PipelineMembers members = PipelineMembers.Of(Pipeline(
            [new("Path", "Text"), new("Who", "Text")],
            [new("Path", "Text"), new("Who", "Text"), new("Image", "FaceImage"), new("Faces", "DetectedFaces"), new("Score", "Single")]));
        Assert.AreEqual("Image Image? FaceColumnType", Describe(members.Input[0]));
        Assert.AreEqual("Who string", Describe(members.Input[1]));
        Assert.AreEqual("Score float", Describe(members.Output.Single()));
    }

    [TestMethod]
    public void a_pipeline_that_identifies_people_of_a_gallery_is_refused_with_a_way_out()
    {
        SavedPipeline pipeline = Pipeline([new("Path", "Text")], [new("Name", "Text")], new SavedStage("gallery", "{}"));
        StringAssert.Contains(
            Assert.ThrowsExactly<NotSupportedException>(() => PipelineMembers.Of(pipeline)).Message, "dotnet new faceml-gallery");
    }

    [TestMethod]
    public void a_column_that_no_property_can_hold_is_named()
    {
        SavedPipeline pipeline = Pipeline([new("Faces", "DetectedFaces")], [new("Score", "Single")]);
        StringAssert.Contains(
            Assert.ThrowsExactly<NotSupportedException>(() => PipelineMembers.Of(pipeline)).Message, "the column Faces that this pipeline");
    }

    private static string Describe(PipelineMember member)
    {
        IEnumerable<string> attributes = member.Attributes.Where(text => !text.StartsWith("ColumnName", StringComparison.Ordinal));
        return string.Join(' ', [member.Name, member.Type, .. attributes]);
    }

    private static SavedPipeline Pipeline(SavedColumn[] input, SavedColumn[] output, params SavedStage[] further) => new()
    {
        Path = "model.faceml",
        Bytes = 1,
        Digest = "",
        FormatVersion = 1,
        CreatedBy = "a test",
        Input = input,
        Output = output,
        Stages = [new SavedStage("loadImages", Loads), .. further],
        Networks = [],
        Card = "",
    };
}
