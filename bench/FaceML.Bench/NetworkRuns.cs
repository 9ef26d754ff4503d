using System.Diagnostics.Metrics;

namespace FaceML.Bench;

/// <summary>The runs of networks in this process, as the meter of FaceML.Networks tells them.</summary>
internal static class NetworkRuns
{
    /// <summary>Tells of each run of a network until it is disposed: the network's name, and how many images ran at once.</summary>
    public static MeterListener Listen(Action<string, int> ran)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Name == NetworkMeter.RunDuration)
                {
                    all.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            string network = "";
            int images = 0;
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                network = tag.Key == NetworkMeter.NetworkTag ? (string)tag.Value! : network;
                images = tag.Key == NetworkMeter.ImagesTag ? (int)tag.Value! : images;
            }

            ran(network, images);
        });
        listener.Start();
        return listener;
    }
}
