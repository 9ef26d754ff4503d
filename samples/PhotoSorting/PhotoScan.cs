using FaceML;
using FaceML.Calibration;
using FaceML.Clustering;
using FaceML.Imaging;
using FaceML.Recognition;
using Microsoft.ML;

namespace PhotoSorting;

/// <summary>Looks at the images of a folder and groups their faces by whom they show.</summary>
public static class PhotoScan
{
    private sealed record Found(int Photo, Box Box, float[] Embedding);

    /// <summary>Looks at the images that lie in the folder itself.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="maxFmr">The false match rate of the threshold that links two faces: one that the shipped calibration holds.</param>
    /// <param name="problem">Told of each image that cannot be read; it is left where it is.</param>
    /// <param name="stop">Ends the work early.</param>
    /// <returns>The images and their faces, without names.</returns>
    public static PhotoIndex Run(PhotoFolder folder, double maxFmr, Action<string> problem, CancellationToken stop)
    {
        using var networks = FaceRecognizer.CreateDefault();
        RecipeCalibration calibration = RecipeCalibration.For(networks)!;
        List<(string File, string Sha256)> photos = [];
        List<Found> faces = [];
        foreach (string file in ImageFolder.Files(folder.Path))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                Image image = Image.Load(file, cancellation: stop);
                faces.AddRange(networks.EmbedAll(image)
                    .Select(face => new Found(photos.Count, face.Face.Box, face.Vector.ToArray())));
                photos.Add((Path.GetFileName(file), PhotoFolder.Hash(file)));
            }
            catch (ImageFormatException exception)
            {
                problem(exception.Message);
            }
        }

        // With the quality model, faces that show too little to tell people apart join no group by being blurred alike.
        var options = new FaceClusterOptions
        {
            Threshold = calibration.At(maxFmr).Threshold,
            QualityModel = calibration.Quality,
            MinimumSize = 2,
        };
        int?[] groups = new int?[faces.Count];
        foreach (FaceGroup group in new MLContext(seed: 1).Faces.Group([.. faces.Select(face => face.Embedding)], options))
        {
            foreach ((int face, _) in group.Members)
            {
                groups[face] = group.Number;
            }
        }

        ILookup<int, PhotoFace> byPhoto = faces.Index()
            .ToLookup(face => face.Item.Photo, face => FaceOf(face.Item.Box, groups[face.Index]));
        return new PhotoIndex(
            [.. photos.Select((photo, i) => new Photo(photo.File, photo.Sha256, [.. byPhoto[i]]))], new Dictionary<int, string>());
    }

    private static PhotoFace FaceOf(Box box, int? group) => new(group, box.Left, box.Top, box.Width, box.Height);
}
