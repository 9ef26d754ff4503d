using System.Numerics;

namespace FaceML.Bench.Peers;

/// <summary>
/// The recipe with one look at the image and face after face: detector, landmarks of every crop, aligned face, embedding. FaceML also looks
/// again where the first look cannot be trusted; the peers do not.
/// </summary>
internal abstract class FaceByFaceWorker<TImage>(PeerTask task) : FileWorker
    where TImage : IDisposable
{
    protected PeerTask Task { get; } = task;

    /// <summary>What runs the networks; disposed with the worker.</summary>
    protected abstract IDisposable[] Networks { get; }

    public override void Dispose() => Array.ForEach(Networks, network => network.Dispose());

    protected override PeerFace[] Read(string file)
    {
        using TImage image = Decode(file);
        List<PeerFace> faces = [];
        foreach ((Box box, FacePoints points) in Find(image))
        {
            if (PeerFaces.TryAlign(points, out SimilarityTransform imageToAligned))
            {
                faces.Add(PeerFaces.Face(box, PeerFaces.Embedding(Embed(image, imageToAligned))));
            }
        }

        return [.. faces];
    }

    protected abstract TImage Decode(string file);

    protected abstract (int Width, int Height) SizeOf(TImage image);

    protected abstract (float[] Scores, float[] Boxes) Detect(TImage image);

    protected abstract float[] Locate(TImage image, in Box crop);

    /// <summary>What the network gives for the aligned face, and for the mirrored one where the recipe asks for it.</summary>
    protected abstract float[][] Embed(TImage image, in SimilarityTransform imageToAligned);

    protected virtual IEnumerable<(Box Box, FacePoints Points)> Find(TImage image)
    {
        (int width, int height) = SizeOf(image);
        (float[] scores, float[] boxes) = Detect(image);
        foreach (Box box in PeerFaces.Boxes(Task, scores, boxes, width, height))
        {
            var sums = new Vector2[PeerFaces.LandmarkCount];
            foreach (float[] shares in Task.Crops)
            {
                Box crop = PeerFaces.Crop(box, shares, width, height);
                PeerFaces.Add(Locate(image, crop), crop, sums);
            }

            yield return (box, PeerFaces.Points(sums, Task.Crops.Length));
        }
    }
}
