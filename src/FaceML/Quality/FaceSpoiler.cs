using System.Numerics;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Quality;

/// <summary>
/// Spoils an image of a face, in strengths from hardly visible to hopeless. Blur and size are measured by the distance of the eyes, so
/// that large images are spoiled as much as small ones.
/// </summary>
internal static class FaceSpoiler
{
    /// <summary>The kinds from here on turn the image, or put two or three others one after another.</summary>
    public const int Turned = FirstCover + ImageDegradation.Places;

    /// <summary>The kinds that there are.</summary>
    public const int Kinds = Turned + 2;

    /// <summary>The kinds from here to <see cref="Turned"/> cover part of the face.</summary>
    public const int FirstCover = 7;

    /// <summary>The strengths of each kind, 0 to this less one, from hardly visible to hopeless.</summary>
    public const int Levels = 8;

    public static Image Spoil(Image image, in FacePoints face, int kind, int level, Random random)
    {
        double Strength(double low, double high) => Math.Exp(Math.Log(low) + (Math.Log(high) - Math.Log(low)) * level / (Levels - 1));
        float eyes = Vector2.Distance(face.EyeLeft, face.EyeRight);
        switch (kind)
        {
            case 0: return image.Blur((float)(eyes * Strength(0.02, 0.25)));
            case 1:
                double scale = Math.Min(1, Strength(20, 1.8) / eyes);
                return ImageDegradation.ThroughPixels(
                    image, (int)Math.Ceiling(image.Width * scale), (int)Math.Ceiling(image.Height * scale));
            case 2: return ImageDegradation.AddNoise(image, Strength(5, 60), random);
            case 3: return ImageDegradation.ThroughJpeg(image, (int)Strength(60, 2));
            case 4: return ImageDegradation.Brighten(image, 1 / Strength(1.5, 14));
            case 5: return ImageDegradation.Brighten(image, Strength(1.3, 5));
            case 6: return ImageDegradation.BlurByMotion(image, 1 + (int)(eyes * Strength(0.08, 0.64)), 180 * random.NextDouble());
            case < Turned: return ImageDegradation.Cover(image, face, kind - FirstCover, Strength(0.15, 0.6), random);
            case Turned: return image.Turn(90 + 90 * (level % 3));
            default:
                // The turn comes last: the points are those of the upright face.
                int[] kinds = [.. Enumerable.Range(0, Kinds - 1)];
                random.Shuffle(kinds);
                foreach (int one in kinds.Take(random.Next(2, 4)).OrderBy(k => k == Turned))
                {
                    image = Spoil(image, face, one, random.Next(Levels), random);
                }

                return image;
        }
    }
}
