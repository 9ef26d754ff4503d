namespace FaceML.Bench.Peers;

/// <summary>FaceML as a program calls it: <see cref="FaceRecognizer.EmbedAll"/>, an image a core.</summary>
/// <param name="task">What is measured.</param>
/// <param name="oneLook">Whether each image is looked at once, as the peers do: no tiles, no canvas, no turns.</param>
internal sealed class FaceMLWorker(PeerTask task, bool oneLook = false) : FileWorker
{
    private static readonly DetectorOptions OneLook = new() { TilesFrom = null, ExtendCanvas = false, Turns = TurnSearch.Never };

    private readonly FaceRecognizer recognizer = FaceRecognizer.CreateDefault(
        FaceRecognizerOptions.Preset(task.Preset) with { Detection = oneLook ? OneLook : new() });

    public static PeerFace From(FaceEmbedding face)
    {
        Box box = face.Face.Box;
        return new([box.Left, box.Top, box.Right, box.Bottom], face.Vector.ToArray());
    }

    public override void Dispose() => recognizer.Dispose();

    protected override PeerFace[] Read(string file) => [.. recognizer.EmbedAll(Image.Load(file)).Select(From)];
}
