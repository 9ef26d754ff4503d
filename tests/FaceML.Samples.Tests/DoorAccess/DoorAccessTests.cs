using System.Text;
using System.Text.Json;
using DoorAccess;
using FaceML.Galleries;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Samples.Tests.DoorAccess;

/// <summary>The door, from frames in a folder to its exit code and its log.</summary>
[TestClass]
public sealed class DoorAccessTests : ApplicationTests
{
    private static TemporaryFolder shared = null!;

    private static string Gallery => shared["door.faces"];

    private string Frames => Directory.CreateDirectory(folder["frames"]).FullName;

    private string Log => folder["access.jsonl"];

    [ClassInitialize]
    public static void EnrollAnna(TestContext _)
    {
        shared = new TemporaryFolder();
        using var networks = FaceRecognizer.CreateDefault();
        var recognizer = new GalleryRecognizer(networks, FaceRecognizerOptions.DefaultPreset);
        using var door = FaceML.Galleries.Gallery.CreateFile(Gallery, recognizer.Define("door"));
        GalleryFace face = recognizer.EmbedSingle(SampleFaces.AnnaEarlier, FaceSelection.Only, out FaceStatus _)!;
        door.Enroll(new Enrollment("anna", face.Embedding, recognizer.Recipe) { Person = new PersonChange { Name = "Anna Berg" } });
    }

    [ClassCleanup]
    public static void Delete() => shared.Dispose();

    [TestMethod]
    public async Task an_enrolled_person_is_let_in_and_the_log_names_frames_promise_and_the_gallerys_newest_entry()
    {
        Show(SampleFaces.Frames(SampleFaces.Anna));

        int code = await RunAsync();

        Assert.AreEqual(DoorCommand.LetIn, code, error.ToString());
        StringAssert.StartsWith(output.ToString(), "let in");
        JsonElement line = LogLines().Single();
        Assert.AreEqual("letIn", line.GetProperty("decision").GetString());
        Assert.AreEqual("anna", line.GetProperty("person").GetString());
        Assert.AreEqual(0.001, line.GetProperty("maxFpir").GetDouble());
        CollectionAssert.AreEqual(
            (string[])["000.png", "001.png", "002.png"],
            line.GetProperty("frames").EnumerateArray().Select(frame => frame.GetString()).ToArray());
        using var door = FaceML.Galleries.Gallery.OpenFile(Gallery);
        Assert.AreEqual(door.ReadLog()[^1].Sequence, line.GetProperty("entry").GetInt64());
    }

    [TestMethod]
    public async Task a_stranger_is_refused_and_a_blurred_face_cannot_be_decided_about()
    {
        Image blurred = SampleFaces.Anna.Blur(12);
        Show([.. SampleFaces.Frames(SampleFaces.Stranger), SampleFaces.Empty, blurred, blurred]);
        File.WriteAllText(Path.Combine(Frames, "900.jpg"), "half a frame");

        int code = await RunAsync();

        Assert.AreEqual(DoorCommand.Refused, code, error.ToString());
        CollectionAssert.AreEqual((string[])["refused", "cannotDecide"],
            LogLines().Select(line => line.GetProperty("decision").GetString()).ToArray());
        Assert.IsFalse(LogLines().Any(line => line.TryGetProperty("person", out _)));
    }

    [TestMethod]
    public async Task a_face_that_is_not_taken_for_live_is_refused_at_its_first_frame()
    {
        Show([SampleFaces.Anna]);

        int code = await RunAsync("--liveness", "1.1"); // more than any face can be

        Assert.AreEqual(DoorCommand.Refused, code, error.ToString());
        StringAssert.Contains(output.ToString(), "not taken for a live face");
    }

    [TestMethod]
    public async Task a_folder_that_is_watched_decides_as_frames_come()
    {
        using var stop = new CancellationTokenSource();
        using var output = new AwaitedLine();
        Show([SampleFaces.Anna]);

        Task<int> door = DoorCommand.RunAsync(Arguments("--watch"), output, error, stop.Token);
        foreach ((int index, Image frame) in SampleFaces.Frames(SampleFaces.Anna).Skip(1).Index())
        {
            // Written elsewhere and moved in, as the folder asks for.
            string written = folder.File($"{index}.png");
            frame.Save(written);
            File.Move(written, Path.Combine(Frames, $"9{index}.png"));
        }

        Assert.AreSame(output.Line, await Task.WhenAny(output.Line, door), $"The door ended: {error}");
        StringAssert.StartsWith(await output.Line, "let in");
        await stop.CancelAsync();
        Assert.AreEqual(DoorCommand.LetIn, await door, error.ToString());
    }

    [TestMethod]
    public async Task a_gallery_that_is_not_there_is_an_error_and_the_door_stays_shut()
    {
        int code = await DoorCommand.RunAsync(["--gallery", folder["none.faces"], "--frames", Frames], TextWriter.Null, error);

        Assert.AreEqual(DoorCommand.Error, code);
        StringAssert.Contains(error.ToString(), "none.faces");
    }

    [TestMethod]
    public async Task more_agreeing_frames_than_there_may_be_are_refused()
    {
        int code = await DoorCommand.RunAsync(Arguments("--agree", "6"), TextWriter.Null, error);

        Assert.AreEqual(DoorCommand.Error, code);
        StringAssert.Contains(error.ToString(), "--agree must lie between 1 and --of; it is 6.");
    }

    private string[] Arguments(params string[] more) => ["--gallery", Gallery, "--frames", Frames, "--log", Log, .. more];

    private Task<int> RunAsync(params string[] more) => DoorCommand.RunAsync(Arguments(more), output, error);

    private void Show(IReadOnlyList<Image> frames)
    {
        foreach ((int index, Image frame) in frames.Index())
        {
            frame.Save(Path.Combine(Frames, $"{index:D3}.png"));
        }
    }

    private JsonElement[] LogLines() => [.. File.ReadLines(Log).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    /// <summary>Output whose first line can be awaited.</summary>
    private sealed class AwaitedLine : TextWriter
    {
        private readonly TaskCompletionSource<string> line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => line.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => line.TrySetResult(value ?? "");
    }
}
