namespace FaceML.Networks;

/// <summary>
/// How a family of embedding networks is usually shown faces, where its file does not say: what <c>faceml networks add --family NAME</c>
/// starts from. Exports differ; a handful of labeled faces (the probe of FaceML.Recognition) tells.
/// </summary>
/// <param name="Name">The family's name.</param>
/// <param name="Width">Columns, where the file leaves them open.</param>
/// <param name="Height">Rows, likewise.</param>
/// <param name="Order">The channels; a file with one channel is shown gray.</param>
/// <param name="Normalization">Mean, scale and standardization, red, green, blue.</param>
/// <param name="Template">The alignment.</param>
/// <param name="Metric">What its vectors are compared by.</param>
internal sealed record EmbedderFamily(string Name, int Width, int Height, ChannelOrder Order, InputNormalization Normalization,
    string Template, FaceMetric Metric = FaceMetric.Cosine)
{
    /// <summary>The families, the plainest first.</summary>
    internal static IReadOnlyList<EmbedderFamily> All { get; } =
    [
        new(CardProposer.EmbedderFamily, 112, 112, ChannelOrder.Rgb, InputNormalization.MinusOneToOne, NetworkFamilies.ArcFace112),

        // InsightFace's exports: (x − 127.5) / 127.5, red first.
        new("arcface", 112, 112, ChannelOrder.Rgb, InputNormalization.MinusOneToOne, NetworkFamilies.ArcFace112),

        // MobileFaceNet and other light networks trained on the same aligned faces: (x − 127.5) / 128.
        new("mobilefacenet", 112, 112, ChannelOrder.Rgb, InputNormalization.By128, NetworkFamilies.ArcFace112),

        // SphereFace (Liu et al., 2017): 96 columns, 112 rows, Caffe's blue first, (x − 127.5) / 128.
        new("sphereface", 96, 112, ChannelOrder.Bgr, InputNormalization.By128, NetworkFamilies.SphereFace96),

        // FaceNet (Schroff et al., 2015) as davidsandberg/facenet trained it: 160×160, each image whitened; the looser view of a face.
        new("facenet", 160, 160, ChannelOrder.Rgb, InputNormalization.PerImage, NetworkFamilies.Dlib150),

        // The same with a fixed standardization, as facenet-pytorch exports it.
        new("facenet-fixed", 160, 160, ChannelOrder.Rgb, InputNormalization.By128, NetworkFamilies.Dlib150),

        // VGGFace (Parkhi et al., 2015) and VGGFace2 (Cao et al., 2018): 224×224, blue first, the mean face color subtracted.
        new("vggface", 224, 224, ChannelOrder.Bgr, InputNormalization.VggFace, NetworkFamilies.Dlib150),
        new("vggface2", 224, 224, ChannelOrder.Bgr, InputNormalization.VggFace2, NetworkFamilies.Dlib150),

        // OpenFace (Amos et al., 2016): 96×96, 0 to 1.
        new("openface", 96, 96, ChannelOrder.Rgb, InputNormalization.ZeroToOne, NetworkFamilies.ArcFace112, FaceMetric.Euclidean),

        // dlib's ResNet, the face_recognition library's: 150×150; (x − mean) / 256 with the means of its input layer (dnn/input.h).
        new("dlib", 150, 150, ChannelOrder.Rgb, InputNormalization.Dlib, NetworkFamilies.Dlib150, FaceMetric.Euclidean),

        // DeepFace (Taigman et al., 2014) as the deepface library feeds it (modules/representation.py): 152×152, blue first, 0 to 1.
        new("deepface", 152, 152, ChannelOrder.Bgr, InputNormalization.ZeroToOne, NetworkFamilies.Dlib150, FaceMetric.Euclidean),

        // LightCNN (Wu et al., 2018): 128×128, gray, 0 to 1.
        new("lightcnn", 128, 128, ChannelOrder.Gray, InputNormalization.ZeroToOne, NetworkFamilies.ArcFace112),
    ];

    /// <summary>The family of that name, or null.</summary>
    internal static EmbedderFamily? Find(string name) => All.FirstOrDefault(family => family.Name == name);
}
