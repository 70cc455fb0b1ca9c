// nanoFramework.System.Net 1.11 (assembly System.Net), namespace System.Net.NetworkInformation: is there a link.
namespace System.Net.NetworkInformation;

public class NetworkInterface
{
    internal extern NetworkInterface();
    public static extern NetworkInterface[] GetAllNetworkInterfaces();
    public static extern bool GetIsNetworkAvailable();
    public extern byte[] PhysicalAddress { get; }
}
