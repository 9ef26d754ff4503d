namespace FaceML.Bench.Peers;

/// <summary>One way from image files to embeddings.</summary>
/// <param name="Name">The name in options and in JSON.</param>
/// <param name="Title">The name in the table.</param>
/// <param name="Layouts">Ways to use the cores; the best one in a trial is measured.</param>
/// <param name="Measure">One turn, in a process that does nothing else. Null where another program is started.</param>
internal sealed record Peer(string Name, string Title, PeerLayout[] Layouts, Func<PeerTask, PeerRun>? Measure = null)
{
    public const string FaceML = "faceml", Tool = "faceml-tool", Bound = "bound", Stages = "faceml-stages", Node = "node",
        OpenCv = "opencv", OpenCvYuNet = "opencv-yunet";

    private static readonly PeerLayout[] Both = [PeerLayout.ImagesSideBySide, PeerLayout.OneImageAtATime];

    private static readonly PeerLayout[] SideBySide = [PeerLayout.ImagesSideBySide];

    /// <summary>All peers, in the order in which they take turns.</summary>
    public static Peer[] All { get; } =
    [
        new(FaceML, "FaceML, `FaceRecognizer.EmbedAll`", SideBySide, With(task => new FaceMLWorker(task))),
        new("faceml-one-look", "FaceML with one look at each image, as the peers", SideBySide,
            With(task => new FaceMLWorker(task, oneLook: true))),
        new(Tool, "FaceML, `faceml embed` with the start of its process", SideBySide),
        new(Bound, "the bound: ONNX Runtime alone, the same runs on pixels in memory", SideBySide, BoundPeer.Measure),
        new("mlnet", "ML.NET: MLImage, ResizeImages → ExtractPixels → ApplyOnnxModel, faces cut in C#", Both,
            With(task => new MlNetWorker(task))),
        new(OpenCv, "OpenCV's DNN module, the same networks", Both, With(task => new OpenCvWorker(task))),
        new(OpenCvYuNet, "OpenCV's FaceDetectorYN, the same embedder", Both, With(task => new OpenCvYuNetWorker(task))),
        new(Node, "Node, sharp and onnxruntime-node", Both),
        new("naive", "SkiaSharp and a DenseTensor per image", [new(1, 0)], With(task => new NaiveWorker(task))),
    ];

    /// <summary>FaceML step by step, which is no peer.</summary>
    public static Peer InStages { get; } = new(Stages, "FaceML, step by step", SideBySide, StagesPeer.Measure);

    public static Peer Find(string name) => Array.Find([.. All, InStages], peer => peer.Name == name)
        ?? throw new ArgumentException(
            $"There is no peer \"{name}\"; there are {string.Join(", ", All.Select(peer => peer.Name))}.", nameof(name));

    private static Func<PeerTask, PeerRun> With(Func<PeerTask, IPeerWorker> create) => task => PeerWorkers.Measure(task, create);
}

/// <summary>How far a peer's faces are those of FaceML.</summary>
/// <param name="Matched">Faces of the compared images that both found.</param>
/// <param name="Reference">Faces of the compared images that FaceML found.</param>
/// <param name="Median">The median cosine of the embeddings of these.</param>
/// <param name="Least">The smallest.</param>
internal sealed record PeerAgreement(int Matched, int Reference, float Median, float Least)
{
    private const float SameFace = 0.4f;

    public static PeerAgreement Between(PeerFace[][] reference, PeerFace[][] other)
    {
        List<float> cosines = [];
        foreach ((PeerFace[] ours, PeerFace[] theirs) in reference.Zip(other))
        {
            foreach (PeerFace face in ours)
            {
                if (theirs.OrderByDescending(one => Overlap(face, one)).FirstOrDefault() is { } best && Overlap(face, best) >= SameFace)
                {
                    cosines.Add(FaceComparison.Cosine(face.Vector, best.Vector));
                }
            }
        }

        cosines.Sort();
        int faces = reference.Sum(ours => ours.Length);
        return cosines.Count == 0 ? new(0, faces, float.NaN, float.NaN) : new(cosines.Count, faces, cosines[cosines.Count / 2], cosines[0]);
    }

    private static float Overlap(PeerFace a, PeerFace b) => BoxOf(a).IntersectionOverUnion(BoxOf(b));

    private static Imaging.Box BoxOf(PeerFace face) => new(face.Box[0], face.Box[1], face.Box[2], face.Box[3]);
}
