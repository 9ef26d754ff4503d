using System.Text.RegularExpressions;
using FaceML.Consumption;

namespace FaceML.Tests.Consumption;

[TestClass]
public sealed partial class ConsumingProjectTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly TemporaryFolder Models = new();

    [ClassInitialize]
    public static void Save(TestContext _)
    {
        IDataView pairs = Ml.Data.LoadFromEnumerable<FacePair>([]), images = Ml.Data.LoadFromEnumerable<FaceSource>([]);
        RecipeCalibration shipped = RecipeCalibration.Find(FaceRecognizerOptions.Balanced);
        using (var verifier = Ml.Faces.VerificationPipeline(new() { Calibration = shipped, MaxFalseMatchRate = 1e-4 }).Fit(pairs))
        {
            Ml.Faces.Save(verifier, pairs.Schema, Models["door-north.faceml"]);
        }

        using var embedder = Ml.Faces.EmbeddingPipeline().Fit(images);
        Ml.Faces.Save(embedder, images.Schema, Models["embedder.faceml"]);
        Ml.Faces.Save(embedder, images.Schema, Models["model.faceml"], new SaveOptions { ReferenceNetworks = true });
        ScoreModel.Save(Ml, Models["vectors.faceml"]);
        File.WriteAllText(Models["text.faceml"], "no pipeline");
    }

    [ClassCleanup]
    public static void Remove() => Models.Dispose();

    [TestMethod]
    public void the_project_of_a_pipeline_that_decides_has_its_file_a_class_of_its_name_and_a_program_that_verifies()
    {
        using var folder = new TemporaryFolder();
        ConsumingProject project = ConsumingProject.Write(new() { Model = Models["door-north.faceml"], Folder = folder["app"] });

        Assert.AreEqual("DoorNorth", project.Name);
        Assert.AreEqual(2, project.Images);
        CollectionAssert.AreEqual(
            (string[])["DoorNorth.cs", "DoorNorth.csproj", "DoorNorth.faceml", "Program.cs", "README.md"], project.Files.ToArray());
        CollectionAssert.AreEqual(project.Files.ToArray(), FilesOf(folder["app"]));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length, "No temporary folder may stay.");
        CollectionAssert.AreEqual(
            File.ReadAllBytes(Models["door-north.faceml"]), File.ReadAllBytes(Path.Combine(folder["app"], "DoorNorth.faceml")));
        Snapshot.AssertApproved(TextOf(folder["app"]), "VerifyingConsole");
    }

    [TestMethod]
    [DataRow("door-north.faceml", "VerifyingWeb")]
    [DataRow("embedder.faceml", "PredictingWeb")]
    public void the_project_of_a_host_serves_the_pipeline_through_the_pool(string model, string approved)
    {
        using var folder = new TemporaryFolder();
        ConsumingProject.Write(new() { Model = Models[model], Folder = folder["app"], Name = "Door", Web = true });
        Snapshot.AssertApproved(TextOf(folder["app"]), approved);
    }

    [TestMethod]
    public void the_project_of_any_other_pipeline_has_its_columns_as_members_of_two_classes()
    {
        using var folder = new TemporaryFolder();
        ConsumingProject project = ConsumingProject.Write(new() { Model = Models["embedder.faceml"], Folder = folder["app"] });
        Assert.AreEqual(1, project.Images);
        Snapshot.AssertApproved(TextOf(folder["app"]), "PredictingConsole");
    }

    [TestMethod]
    public void the_project_of_a_file_that_refers_to_networks_installs_their_package()
    {
        using var folder = new TemporaryFolder();
        ConsumingProject.Write(new() { Model = Models["model.faceml"], Folder = folder["app"] });
        StringAssert.Contains(File.ReadAllText(Path.Combine(folder["app"], "Model.csproj")), "FaceML.Networks.Default");
    }

    [TestMethod]
    [DataRow("door-north")]
    [DataRow("doorNorth")]
    [DataRow("2Doors")]
    [DataRow("Door\n")]
    [DataRow("Door;")]
    [DataRow("")]
    public void a_name_that_is_none_of_a_class_is_refused(string name) => StringAssert.StartsWith(
        Refused<ArgumentException>("embedder.faceml", name), $"The name must begin with a capital letter");

    [TestMethod]
    [DataRow("Program")]
    [DataRow("PROGRAM")]
    [DataRow("FaceML")]
    [DataRow("System")]
    [DataRow("Image")]
    [DataRow("Output")]
    public void a_name_that_the_projects_code_uses_is_refused(string name) => StringAssert.Contains(
        Refused<ArgumentException>("embedder.faceml", name), $"it is \"{name}\". Choose another, such as {name}Model.");

    [TestMethod]
    public void a_file_that_is_no_pipeline_is_refused() =>
        StringAssert.Contains(Refused<SavedPipelineException>("text.faceml", "Door"), "text.faceml");

    [TestMethod]
    public void a_pipeline_that_takes_no_image_is_refused() =>
        StringAssert.Contains(Refused<NotSupportedException>("vectors.faceml", "Door"), "the pipeline must take an image");

    [TestMethod]
    public void a_folder_that_holds_something_is_refused_and_stays_as_it_was()
    {
        using var folder = new TemporaryFolder();
        folder.File("app/notes.txt", "mine");
        IOException error = Assert.ThrowsExactly<IOException>(
            () => ConsumingProject.Write(new() { Model = Models["embedder.faceml"], Folder = folder["app"] }));
        Assert.AreEqual($"{folder["app"]} must be empty or not exist; it holds notes.txt.", error.Message);
        CollectionAssert.AreEqual((string[])["notes.txt"], FilesOf(folder["app"]));
    }

    private static string Refused<TError>(string model, string name)
        where TError : Exception
    {
        using var folder = new TemporaryFolder();
        string message = Assert.ThrowsExactly<TError>(
            () => ConsumingProject.Write(new() { Model = Models[model], Folder = folder["app"], Name = name })).Message;
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
        return message;
    }

    private static string[] FilesOf(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string TextOf(string folder) => string.Join('\n', FilesOf(folder)
        .Where(file => !file.EndsWith(".faceml", StringComparison.Ordinal))
        .Select(file => $"=== {file}\n{VersionOf().Replace(File.ReadAllText(Path.Combine(folder, file)), "VERSION")}"));

    [GeneratedRegex(@"(?<=<FaceMLVersion>)\d+\.\d+\.[^<+]+")]
    private static partial Regex VersionOf();
}
